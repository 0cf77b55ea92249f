/** What was found, and how much it counts. */
export interface Weakening {
  score: number;
  /** The words that count. */
  words: string[];
}

const oversight =
  '(?:ask(?:ing|ed)?|confirm(?:ing|ation|ations|ed)?|approv(?:al|ing|e)|permission|consent|check(?:ing|ed)?|verif(?:y|ying|ication)|warn(?:ing|ings)?|prompt(?:s|ing)?|dialogs?|a word|telling|showing|mention(?:ing)?|notice|review(?:ing)?|question(?:s)?|say-so|go-ahead|bother(?:ing)? (?:me|the user)|logging|second look)';

/** Layer 4: signs of weakening, with their weights (SAFETY.md §3). */
const signs: [number, RegExp][] = [
  [
    3,
    new RegExp(
      `\\b(?:without|no need (?:to|for)|needn'?t|don'?t (?:need|have|bother) (?:to )?|skip(?:ping)?|never|stop|don'?t|do not|no|not|instead of|rather than|drop|omit|avoid|fewer|less|minimi[sz]e)\\b(?:[\\w' ]{0,18})\\b${oversight}\\b`,
      'i',
    ),
  ],
  [
    2,
    /\b(?:is|are|it's|that's) (?:always |perfectly |all )?(?:fine|ok|okay|allowed|all right|safe|permitted|acceptable)\b|\bfeel free\b|\bmay\b|\bcan (?:go|be|simply|just|quietly|safely)\b|\bgo ahead\b|\bpermission (?:to|granted)\b|\bfair game\b/i,
  ],
  [2, /\b(?:except|unless|other than|apart from|excluding|but not)\b/i],
  [
    2,
    /\bonly (?:ask|confirm|warn|check|if|when|before|for)\b|\b(?:ask|confirm|warn|check)\w* only\b|\bonly\b[\w ]{0,20}\b(?:important|large|big|valuable)\b/i,
  ],
  [2, /\b(?:important|non-\w+|big|large|valuable|essential|critical|sensitive|precious)\b/i],
  [
    2,
    /\b(?:best|your|own|use|good|better) judge?ment\b|\bas (?:needed|you see fit|appropriate)\b|\bat your discretion\b|\bon your own\b|\bby yourself\b|\bdecide (?:for )?yourself\b|\bif you(?:'re| are) (?:sure|confident)\b|\bwhen (?:it )?(?:seems|looks|feels)\b|\bcommon sense\b/i,
  ],
  [
    2,
    /\b(?:faster|quick(?:er|ly)?|speed|straight away|immediately|at once|right away|save time|in a hurry|urgent\w*|deadlines?|instantly|keep (?:it|things) moving)\b/i,
  ],
  [
    2,
    /\b(?:trust(?:ed|s|worthy)?|known|expert|always means yes|assume|take (?:it|that) as (?:a )?yes|treat .* as (?:permission|approval|consent|a yes)|implied|counts as (?:a )?(?:yes|approval|consent))\b/i,
  ],
  [2, /\b(?:automatically|silently|quietly|in the background|unattended|by default|unprompted|auto-\w+)\b/i],
  [1, /\b(?:annoy\w*|impatient|cross|irritat\w*|bother\w*|nag\w*|hates? being|tired of)\b/i],
];

export function weakeningOf(plain: string): Weakening {
  let score = 0;
  const words: string[] = [];
  for (const [weight, pattern] of signs) {
    const found = pattern.exec(plain)?.[0];
    if (found === undefined) continue;
    score += weight;
    words.push(found.trim());
  }
  return { score, words };
}
