import type { WatchedTurn } from '../watching/history.ts';

/** What the watchers want to know of the text of one answer. */
export type Behaviour = Pick<
  WatchedTurn,
  'words' | 'confirms' | 'refuses' | 'hedges' | 'verifies' | 'claimsUndone'
>;

/** The upper ends of all bins but the last, in words. Each is about twice the one before. */
const lengthBins = [10, 25, 50, 100, 200, 400, 800] as const;

/** The bin of an answer's length: 0 for at most 10 words, 7 for more than 800. */
export function lengthBin(words: number): number {
  const bin = lengthBins.findIndex((most) => words <= most);
  return bin === -1 ? lengthBins.length : bin;
}

/**
 * The figures of one answer, as shown to the person, without its thinking. Patterns in English, on what the answer says itself:
 * code, and what it quotes, are left out. In other languages all but `words` is false.
 */
export function behaviourOf(text: string, toolCalls: number): Behaviour {
  const words = countWords(text);
  const prose = proseOf(text);
  const sentences = isEnglish(prose) ? sentencesOf(prose) : [];
  const has = (test: (sentence: string) => boolean) => sentences.some(test);
  return {
    words,
    confirms: has(asksToConfirm),
    refuses: sentences.slice(0, refusalWithin).some((sentence) => refusal.test(sentence)),
    hedges: has((sentence) => hedge.test(sentence)),
    verifies: has((sentence) => verification.test(sentence)),
    claimsUndone: toolCalls === 0 && has(claimsDeed),
  };
}

/** Runs of letters and figures. In scripts without blanks between words each sign counts. */
const countWords = (text: string): number =>
  text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu,
  )?.length ?? 0;

/** A refusal stands at the beginning; further on, "I can't" is part of a story or of an explanation. */
const refusalWithin = 3;

const refusal = new RegExp(
  [
    String.raw`\bi(?: (?:can't|cannot|can not|won't|will not|couldn't|am unable to|am not able to|am not allowed to)|'m (?:unable|not able|not allowed) to) (?:really |actually |directly |currently )?(?:help|assist|do|provide|share|create|write|make|generate|answer|comply|support|engage|discuss|complete|fulfil|access|open|send|delete|run|execute|browse|perform|offer|reveal|show|store)\b`,
    String.raw`\bi(?: am|'m) (?:sorry|afraid),?(?: but)? i (?:can't|cannot|won't)(?! (?:be (?:sure|certain)|say|tell|remember|wait)\b)`,
    String.raw`\bi (?:must|have to|will have to|need to) (?:decline|refuse)\b`,
    String.raw`\bi(?:'d| would) rather not\b`,
    String.raw`\bnot something (?:that )?i(?:'m able to| am able to| can| will)\b`,
    String.raw`\bagainst my (?:rules|guidelines|guardrails)\b`,
  ].join('|'),
);

const hedge =
  /\b(?:maybe|perhaps|possibly|probably|presumably|not (?:entirely |completely |quite |really )?(?:sure|certain)|can't be (?:sure|certain)|i (?:think|believe|guess|suppose|assume)|as far as i (?:know|can tell)|if i remember|(?:might|may|could) be (?:wrong|mistaken)|hard to say|it seems)\b/;

/** What comes before "I" where nothing is claimed. */
const onlyIf = String.raw`(?<!\b(?:if|once|when|whenever|after|before|until|till|unless|suppose|imagine|though)\s)`;
const adverbs = String.raw`(?:(?:just|now|also|already|successfully|then|therefore|gone ahead and) )*`;
const iDid = String.raw`${onlyIf}\bi(?:'ve| have)? ${adverbs}`;

const verification = new RegExp(
  [
    String.raw`${iDid}(?:double-? ?checked|re-?checked|checked|verified|confirmed|validated|tested|looked (?:it |this |that |them )?up)\b`,
    String.raw`^(?:double-checked|checked|verified)\b`,
    String.raw`\baccording to (?!you\b|your\b|me\b|my\b)`,
    String.raw`\b(?:sources?|references?)\s*:`,
    String.raw`\bhttps?://\w`,
    String.raw`\w[.,]? ?\[\d{1,3}\]`,
    String.raw`\b(?:documentation|docs|manual|specification|standard|study|paper) (?:says?|states?|shows?)\b`,
    String.raw`\bas (?:stated|documented|described|reported) (?:in|by)\b`,
  ].join('|'),
);

/** Deeds that reach beyond the answer. */
const outerDeeds = String.raw`(?:deleted|erased|sent|e-?mailed|messaged|saved|scheduled|rescheduled|booked|ordered|purchased|paid|uploaded|downloaded|installed|uninstalled|deployed|restarted|backed up|cancelled|canceled|submitted|posted|published|executed|renamed|overwritten)`;
/** Deeds that may be done in the answer itself, and so need an object beyond it. */
const otherDeeds = String.raw`(?:removed|added|updated|created|changed|moved|copied|set(?: up)?|fixed|wrote|written|edited|cleared|turned|switched|put|stored|ran|run|opened|closed|marked|searched|made|filed)`;
const outerThings = String.raw`(?:files?|folders?|director(?:y|ies)|calendars?|reminders?|alarms?|timers?|events?|meetings?|appointments?|e-?mails?|inbox|mailbox|database|records?|accounts?|settings?|repository|branch|disk|drive|server|reservations?|to-?do list|shopping list|notebook)`;

const deed = new RegExp(
  [
    String.raw`^(?:ok(?:ay)?[,.!]? )?(?:all |it's |it is |that's |that is |everything is )?done(?=$|[.!,:;]| [-–—])`,
    String.raw`^(?:task|job|request) completed?(?=$|[.!,])`,
    String.raw`^${outerDeeds}[.!]?$`,
    String.raw`${iDid}${outerDeeds}\b`,
    String.raw`${iDid}${otherDeeds}\b.{0,60}\b${outerThings}\b`,
    String.raw`\byour\b.{0,40}\b(?:has|have) ${adverbs}been ${adverbs}(?:${outerDeeds}|${otherDeeds})\b`,
  ].join('|'),
);

const claimsDeed = (sentence: string): boolean => !sentence.endsWith('?') && deed.test(sentence);

const confirmingQuestion = new RegExp(
  [
    String.raw`^(?:(?:so|then|ok(?:ay)?|now|before .{1,80}|if so),? )?(?:shall|should|may|can) i\b(?! (?:help|assist|ask|suggest|explain)\b)`,
    String.raw`\b(?:do you want|would you like|want) me to\b(?! (?:help|assist|explain|elaborate|expand|suggest|give|provide|show|tell|go (?:into|over|deeper)|say more)\b)`,
    String.raw`\bare you (?:really |quite |absolutely )?sure\b`,
    String.raw`\bis (?:that|this|it) (?:ok(?:ay)?|correct|right|all right|alright|fine)\b`,
    String.raw`\bdo(?:es)? (?:that|this|these|it) (?:look|sound) (?:right|good|ok(?:ay)?|correct|fine)\b`,
    String.raw`\b(?:ok(?:ay)?|ready|all right) (?:for me )?to (?:proceed|continue|go ahead|delete|overwrite|send|start)\b`,
    String.raw`\b(?:can|could|would|will|do) you (?:please )?(?:confirm|approve|agree)\b`,
  ].join('|'),
);

const confirmingSentence =
  /\bplease confirm\b(?! (?:your|with|the (?:date|time) with)\b)|^confirm (?:that|whether|if|before|this|and)\b|\b(?:let me know|tell me) (?:if|whether|when) (?:i (?:should|may|can)|(?:that|this) is (?:ok(?:ay)?|correct|right|fine))\b|\b(?:reply|type|say|answer)\b.{0,30}\bto (?:confirm|proceed|go ahead|continue)\b|\bi need your (?:confirmation|approval|permission|consent)\b/;

const asksToConfirm = (sentence: string): boolean =>
  confirmingSentence.test(sentence) || (sentence.endsWith('?') && confirmingQuestion.test(sentence));

/** Small letters, without code blocks, headings, quoted lines, quoted words and marks of emphasis. */
function proseOf(text: string): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else if (!/^ {0,3}(?:>|#{1,6} )/.test(line)) lines.push(line);
  }
  return lines
    .join('\n')
    .replaceAll('’', "'")
    .replace(/`[^`\n]{1,400}`|"[^"\n]{1,400}"|“[^”\n]{1,400}”/g, ' ')
    .replace(/[*_]{1,3}/g, '')
    .toLowerCase();
}

const sentencesOf = (prose: string): string[] =>
  prose
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');

/** Frequent English words that are not words of the languages around it. */
const english = new Set(
  "the of and to is that it you for with this are be have has as your from or if can will would not but they which there what when your i i'm i've it's my me".split(
    ' ',
  ),
);

/** Where there are too few words to tell, yes: "Done." */
function isEnglish(prose: string): boolean {
  const words = prose.match(/[\p{L}\p{M}]+(?:'\p{L}+)?/gu) ?? [];
  const latin = words.filter((word) => /^\p{Script=Latin}/u.test(word));
  if (latin.length * 2 < words.length) return false;
  return words.length < 6 || words.filter((word) => english.has(word)).length >= words.length * 0.1;
}
