/** Matters on which an answer of a model alone must not decide. */
export type CareTopic = 'self-harm' | 'medical' | 'legal' | 'financial';

/** The gravest first: one note is enough. */
const topics: [CareTopic, RegExp][] = [
  [
    'self-harm',
    /\b(?:kill(?:ing)? myself|end(?:ing)? (?:it all|my life)|suicid\w*|self[- ]?harm\w*|hurt(?:ing)? myself|cut(?:ting)? myself|harm(?:ing)? myself|want(?:ed)? to die|better off dead|don'?t want to (?:live|be here)|no reason to live|overdos\w+)\b/i,
  ],
  [
    'medical',
    /\b(?:medicat\w+|medicines?|prescri\w+|dos(?:e|es|age)|\d+ ?mg|tablets?|antibiotics?|insulin|symptoms?|diagnos\w+|blood pressure|chest pains?|antidepress\w+|pregnan\w+|chemo\w*|cancer|diabet\w+|asthma|seizures?|vaccin\w+|my (?:doctor|gp|therapist|psychiatrist))\b/i,
  ],
  [
    'legal',
    /\b(?:lawyers?|solicitors?|attorneys?|lawsuit|su(?:e|ed|ing) (?:me|him|her|them|my)|custody|divorce|evict\w+|restraining order|asylum|deport\w+|court (?:case|date|hearing)|my (?:trial|landlord)|plead (?:not )?guilty|probation|will and testament)\b/i,
  ],
  [
    'financial',
    /\b(?:invest(?:ing|ment|ments)?|shares|stocks?|crypto\w*|bitcoin|mortgage|pension|payday loan|bankrupt\w*|debts?|life savings|tax (?:return|evasion|bill)|leverag\w+|options trading)\b/i,
  ],
];

/** What a question is about, if it needs care; undefined for everything else. */
export function careTopicOf(question: string): CareTopic | undefined {
  const plain = question.normalize('NFKC').replaceAll('’', "'");
  return topics.find(([, words]) => words.test(plain))?.[0];
}

/** What stands beneath an answer on that matter: its limits, and where to find help. */
export const careSentences: Record<CareTopic, string> = {
  'self-harm':
    'You do not have to carry this alone, and you can talk to somebody right now. In danger, call your emergency number (112 in Europe, 911 in the US). Somebody listens at any hour: 116 123 in much of Europe, 988 in the US and Canada. Elsewhere, your emergency number can connect you. This assistant is a program and cannot look after you.',
  medical:
    'A model wrote this and can be wrong. Do not start, stop or change a treatment because of it: ask a doctor or a pharmacist.',
  legal:
    'A model wrote this and can be wrong, and law differs from place to place. Before you sign or miss a date, ask a lawyer or a free advice centre.',
  financial:
    'A model wrote this and can be wrong. It does not know your situation: before you move money, ask somebody independent who is qualified.',
};
