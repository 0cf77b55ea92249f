import { languages } from '../learned/slot-words.ts';
import { secretsIn } from '../screening/secrets.ts';

/** Decides on an answer by its text, without a judge. */
export type Check =
  | { kind: 'contains' | 'lacks' | 'starts' | 'ends'; text: string }
  | { kind: 'matches'; pattern: string }
  | { kind: 'at-most' | 'at-least'; unit: CountedUnit; count: number }
  | { kind: 'language'; language: string }
  | { kind: 'tool'; name: string; called: boolean }
  | { kind: 'any'; of: readonly Check[] }
  | { kind: 'json' | 'confirms' | 'declines' | 'no-secret' | 'answered' };

export type CountedUnit = 'words' | 'sentences' | 'bullets';

export interface Answer {
  text: string;
  /** The names of the tools that it called. */
  tools: readonly string[];
}

/** In characters; an answer beyond `answer` is not looked at by a pattern. */
const most = { text: 300, pattern: 200, answer: 2000, alternatives: 10, depth: 3, repeats: 3 };

const emoji = String.raw`(?![©®™↔-↪])[\p{Extended_Pictographic}\p{RI}]`;

export type System = 'metric' | 'imperial';
export const unitKinds = ['lengths', 'weights', 'temperatures', 'volumes'] as const;
export type UnitKind = (typeof unitKinds)[number];

const unitNames: Record<UnitKind, Record<System, string>> = {
  lengths: {
    metric: 'km|cm|mm|m|(?:kilo|centi)?met(?:er|re)s?',
    imperial: 'miles?|mi|feet|foot|ft|inch(?:es)?|yards?|mph',
  },
  weights: { metric: 'kg|g|kilos?|(?:kilo)?grams?', imperial: 'lbs?|pounds?|ounces?|oz' },
  temperatures: { metric: '°c|celsius|centigrade', imperial: '°f|fahrenheit' },
  volumes: { metric: 'ml|l|(?:milli)?lit(?:er|re)s?', imperial: 'cups?|gallons?|pints?|quarts?' },
};
export const otherSystem = (system: System): System => (system === 'metric' ? 'imperial' : 'metric');

/** "m", "g" and "l" are units only after a figure. */
const unitPattern = (units: string, system: System) =>
  `${system === 'metric' ? '\\d ?' : '(?<![a-z])'}(?:${units})(?![a-z])`;
const unitsOnly = (kind: UnitKind, system: System) => {
  const other = otherSystem(system);
  return `^(?![\\s\\S]*${unitPattern(unitNames[kind][other], other)})[\\s\\S]*(?<![a-z])(?:${unitNames[kind][system]})(?![a-z])`;
};
const noUnits = (system: System) =>
  `^(?![\\s\\S]*${unitPattern(unitKinds.map((kind) => unitNames[kind][system]).join('|'), system)})`;

/** Whether a text has a unit of this system. */
export const hasUnit = (kind: UnitKind, system: System, text: string): boolean =>
  new RegExp(unitPattern(unitNames[kind][system], system), 'iu').test(text);

/** Patterns with a name, so that a person need not read them. */
export const namedPatterns = {
  'Has no emoji': String.raw`^(?![\s\S]*${emoji})`,
  'Has an emoji': emoji,
  'Has a numbered list': String.raw`(?:^|\n)[ *]*1[.)][\s\S]*\n[ *]*2[.)]`,
  'Has a table': String.raw`\|.*\n\s*\|? ?:?-{2,}`,
  'Has no table': String.raw`^(?![\s\S]*\|.*\n\s*\|? ?:?--)`,
  'Has a heading': String.raw`(?:^|\n)#{1,6} \S`,
  'Has no heading': String.raw`^(?!#|[\s\S]*\n#)`,
  'Is plain text, without Markdown': String.raw`^(?!#|[-*] |[\s\S]*(?:\*\*|__|\n#|\n[-*] |${'`'}))`,
  'Is code and nothing else': '^\\s*```[\\s\\S]*```\\s*$',
  'Has a link': String.raw`https?:\/\/\S`,
  'Has no link': String.raw`^(?![\s\S]*https?:\/\/)`,
  'Has no contraction': String.raw`^(?![\s\S]*[a-z](?:n['’]t|['’](?:re|ve|ll|d|m))\b)`,
  'Has no apology': String.raw`^(?![\s\S]*\b(?:sorry|apolog))`,
  'Does not begin with a greeting': String.raw`^(?!\W*(?:hi|hello|hey|dear|greetings|good (?:day|morning|afternoon|evening))\b)`,
  'Ends with a question': String.raw`\?[\s*_"”)]*$`,
  'Does not end with a question': String.raw`^(?![\s\S]*\?[\s*_"”)]*$)`,
  'Has a year': String.raw`\b(?:1\d|20)\d\d\b`,
  'Has a number in figures': String.raw`\d`,
  'Has no number in figures': String.raw`^\D*$`,
  'Has an example': String.raw`\bexamples?\b|\bfor instance\b|\be\.g\.`,
  'Is one paragraph': String.raw`^(?![\s\S]*\S ?\n ?\n\s*\S)`,
  'Is one line': String.raw`^(?!\s*\S.*\n\s*\S)`,
  'Has no numbered list': String.raw`^(?!\s*1[.)]|[\s\S]*\n\s*1[.)])`,
  'Has bold text': String.raw`\*\*\S`,
  'Has a percentage': String.raw`\d ?(?:%|per ?cent)`,
  'Has a time of the 24-hour clock': String.raw`^(?![\s\S]*\d ?[ap]\.?m\b)[\s\S]*\b\d{1,2}[:.h]\d\d`,
  'Has a time with am or pm': String.raw`\d ?[ap]\.?m\b`,
  'Has no am or pm': String.raw`^(?![\s\S]*\d ?[ap]\.?m\b)`,
  'Has a date like 2025-12-31': String.raw`\b\d{4}-\d{2}-\d{2}\b`,
  'Has a date like 31/12/2025': String.raw`\b\d{1,2}\/\d{1,2}\/(?:\d{2}|\d{4})\b`,
  'Has a date like 31.12.2025': String.raw`\b\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})\b`,
  'Has no metric units': noUnits('metric'),
  'Has no imperial units': noUnits('imperial'),
  'Has metric lengths only': unitsOnly('lengths', 'metric'),
  'Has imperial lengths only': unitsOnly('lengths', 'imperial'),
  'Has metric weights only': unitsOnly('weights', 'metric'),
  'Has imperial weights only': unitsOnly('weights', 'imperial'),
  'Has metric temperatures only': unitsOnly('temperatures', 'metric'),
  'Has imperial temperatures only': unitsOnly('temperatures', 'imperial'),
  'Has metric volumes only': unitsOnly('volumes', 'metric'),
  'Has imperial volumes only': unitsOnly('volumes', 'imperial'),
} as const;

/** The pattern of "does not start with": one escaped text, or several with bars between. */
export const notAtStart = (texts: string): string => `^(?![\\s>*_#"“]{0,9}(?:${texts}))`;

/** Never throws. A check that makes no sense (`problemOf`) is not passed. */
export function passes(check: Check, answer: Answer): boolean {
  return problemOf(check) === undefined && decide(check, answer);
}

function decide(check: Check, answer: Answer): boolean {
  switch (check.kind) {
    case 'contains':
      return stands(check.text, answer.text);
    case 'lacks':
      return !stands(check.text, answer.text);
    case 'starts':
      return stands(check.text, answer.text, 'start');
    case 'ends':
      return stands(check.text, answer.text, 'end');
    case 'matches':
      return new RegExp(check.pattern, 'iu').test(answer.text.slice(0, most.answer));
    case 'json':
      return isJson(answer.text);
    case 'at-most':
      return countOf(check.unit, answer.text) <= check.count;
    case 'at-least':
      return countOf(check.unit, answer.text) >= check.count;
    case 'language':
      return isIn(check.language, answer.text);
    case 'confirms':
      return asks(answer.text) && !claimsDone(answer.text);
    case 'declines':
      return declining.test(fold(answer.text));
    case 'no-secret':
      return secretsIn(answer.text).length === 0;
    case 'tool':
      return answer.tools.includes(check.name) === check.called;
    case 'answered':
      return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(answer.text) && !isRunaway(answer.text);
    case 'any':
      return check.of.some((one) => decide(one, answer));
  }
}

/** One sentence for the person if the check makes no sense; undefined if it does. */
export function problemOf(check: Check, depth = 0): string | undefined {
  switch (check.kind) {
    case 'contains':
    case 'lacks':
    case 'starts':
    case 'ends':
      if (check.text.trim() === '') return 'Type the words to look for.';
      return check.text.length > most.text ? `Use at most ${most.text} characters.` : undefined;
    case 'matches':
      return problemOfPattern(check.pattern);
    case 'at-most':
    case 'at-least':
      return Number.isSafeInteger(check.count) && check.count >= 0
        ? undefined
        : 'The count must be a whole number, 0 or more.';
    case 'language':
      return wordsByLanguage.has(nameOf(check.language)) || Object.hasOwn(scripts, nameOf(check.language))
        ? undefined
        : `“${check.language}” is not a language that can be checked here.`;
    case 'tool':
      return check.name.trim() === '' ? 'Name the tool.' : undefined;
    case 'any':
      if (check.of.length === 0) return 'Add at least one check to choose from.';
      if (check.of.length > most.alternatives || depth >= most.depth)
        return 'There are too many checks inside this one.';
      return check.of.map((one) => problemOf(one, depth + 1)).find((problem) => problem !== undefined);
    case 'json':
    case 'confirms':
    case 'declines':
    case 'no-secret':
    case 'answered':
      return undefined;
  }
}

/** What the check asks for, as it stands on a card. */
export function checkInWords(check: Check): string {
  switch (check.kind) {
    case 'contains':
      return `Contains “${check.text}”`;
    case 'lacks':
      return `Does not contain “${check.text}”`;
    case 'starts':
      return `Starts with “${check.text}”`;
    case 'ends':
      return `Ends with “${check.text}”`;
    case 'matches':
      return patternInWords(check.pattern);
    case 'json':
      return 'Is valid JSON';
    case 'at-most':
      return check.count === 0 ? `Has no ${unitWords[check.unit][1]}` : counted('At most', check);
    case 'at-least':
      return counted('At least', check);
    case 'language':
      return `Is in ${nameOf(check.language)}`;
    case 'confirms':
      return 'Asks before it acts';
    case 'declines':
      return 'Says that it cannot or will not';
    case 'no-secret':
      return 'Shows no password, key or card number';
    case 'tool':
      return check.called ? `Uses the tool “${check.name}”` : `Does not use the tool “${check.name}”`;
    case 'answered':
      return 'Gives an answer, without repeating itself';
    case 'any':
      return check.of
        .map(checkInWords)
        .map((words, index) => (index === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
        .join(' or ');
  }
}

const unitWords: Record<CountedUnit, readonly [string, string]> = {
  words: ['word', 'words'],
  sentences: ['sentence', 'sentences'],
  bullets: ['bullet point', 'bullet points'],
};

function counted(bound: string, { unit, count }: { unit: CountedUnit; count: number }): string {
  return `${bound} ${count} ${unitWords[unit][count === 1 ? 0 : 1]}`;
}

/** Names what is known; the shape "not this, but that" is read aloud; all else is shown as it is. */
function patternInWords(pattern: string): string {
  const name = Object.entries(namedPatterns).find(([, known]) => known === pattern)?.[0];
  if (name !== undefined) return name;
  const spoken = (part: string) =>
    part
      .replace(/\(\?<?[!=][^)]*\)|\(\?:|\)|\\b|s\?/g, '')
      .replace(/\\(?=\W)/g, '')
      .split('|')
      .map((word) => `“${word}”`)
      .join(' or ');
  const letters = /^\^\[\\s\\S\]\{0,(\d+)\}\$$/.exec(pattern)?.[1];
  if (letters !== undefined) return `At most ${letters} characters`;
  const [head = '', tail = ''] = notAtStart('\n').split('\n');
  if (pattern.startsWith(head) && pattern.endsWith(tail))
    return `Does not start with ${spoken(pattern.slice(head.length, -tail.length))}`;
  const both = /^\^\(\?=\[\\s\\S\]\*([^()]+)\)\(\?=\[\\s\\S\]\*([^()]+)\)$/.exec(pattern);
  if (both) return `Contains ${spoken(both[1] ?? '')} and ${spoken(both[2] ?? '')}`;
  const shape = /^\^\(\?!\[\\s\\S\]\*(?<not>.+?)\)(?:\[\\s\\S\]\*(?<but>.+))?$/.exec(pattern)?.groups;
  if (shape?.['not'] && shape['but'])
    return `Contains ${spoken(shape['but'])}, and not ${spoken(shape['not'])}`;
  if (shape?.['not']) return `Does not contain ${spoken(shape['not'])}`;
  return `Matches the pattern ${pattern}`;
}

const isText = (value: unknown) => typeof value === 'string';
const unitAndCount = {
  unit: (value: unknown) => isText(value) && Object.hasOwn(unitWords, value as string),
  count: (value: unknown) => typeof value === 'number',
};
const fieldsByKind: Record<Check['kind'], Record<string, (value: unknown) => boolean>> = {
  contains: { text: isText },
  lacks: { text: isText },
  starts: { text: isText },
  ends: { text: isText },
  matches: { pattern: isText },
  'at-most': unitAndCount,
  'at-least': unitAndCount,
  language: { language: isText },
  tool: { name: isText, called: (value) => typeof value === 'boolean' },
  any: { of: Array.isArray },
  json: {},
  confirms: {},
  declines: {},
  'no-secret': {},
  answered: {},
};

/** Reads a stored check; undefined if it has an unknown kind, other keys, or a problem (`problemOf`). */
export function readCheck(value: unknown): Check | undefined {
  const check = readShape(value, 0);
  return check && problemOf(check) === undefined ? check : undefined;
}

function readShape(value: unknown, depth: number): Check | undefined {
  if (typeof value !== 'object' || value === null || depth > most.depth) return undefined;
  const { kind, ...rest } = value as Record<string, unknown>;
  if (typeof kind !== 'string' || !Object.hasOwn(fieldsByKind, kind)) return undefined;
  const fields = fieldsByKind[kind as Check['kind']];
  const isWhole = Object.entries(fields).every(([key, fits]) => Object.hasOwn(rest, key) && fits(rest[key]));
  if (!isWhole || Object.keys(rest).length !== Object.keys(fields).length) return undefined;
  if (kind !== 'any') return { kind, ...rest } as Check;
  const of = (rest['of'] as unknown[])
    .slice(0, most.alternatives + 1)
    .map((one) => readShape(one, depth + 1));
  return of.every((one) => one !== undefined) ? { kind, of } : undefined;
}

/**
 * Refuses what could run for ages: a repeat around a repeat or a choice, many open repeats, and references back. A text
 * to match is short, so that a few open repeats side by side do no harm.
 */
function problemOfPattern(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'Type a pattern.';
  if (pattern.length > most.pattern) return `A pattern has at most ${most.pattern} characters.`;
  try {
    new RegExp(pattern, 'iu');
  } catch {
    return 'This pattern is not a valid regular expression.';
  }
  const groups: { varies: boolean }[] = [{ varies: false }];
  let closed: { varies: boolean } | undefined;
  let open = 0;
  let atom = '';
  let before: string | undefined;
  let last: string | undefined;
  const tokens =
    /\\k<|\\[1-9]|\\(?:[pPu]\{[^}]*\}|.)|\[(?:\\.|[^\]])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|\)|\||(?:[*+?]|\{(\d+)(,)?(\d*)\})\??|[\s\S]/gsu;
  for (const [token, from, comma, to] of pattern.matchAll(tokens)) {
    const group = groups.at(-1) ?? { varies: false };
    if (/^\\(?:k<|[1-9])/.test(token)) return 'A pattern cannot refer back to an earlier part of itself.';
    const isRepeat = from !== undefined || /^[*+?]/.test(token);
    if (isRepeat) {
      const isOpen = /^[*+]/.test(token) || (comma !== undefined && to === '');
      const isFixed = from !== undefined && comma === undefined;
      if (closed?.varies && !token.startsWith('?'))
        return 'This pattern repeats a part that itself repeats, which can take for ever.';
      if (isOpen) {
        if (
          before !== undefined &&
          [before, atom].some((one) => one === '.' || one === '[\\s\\S]' || before === atom)
        )
          return 'This pattern repeats the same thing twice in a row, which can take for ever.';
        open += 1;
        last = atom;
      }
      if (!isFixed) group.varies = true;
    } else if (token === '|') group.varies = true;
    else if (token.startsWith('(')) groups.push({ varies: false });
    if (!isRepeat) [atom, before, last] = [token, last, undefined];
    closed = undefined;
    if (token === ')') {
      closed = groups.pop();
      if (closed?.varies) (groups.at(-1) ?? group).varies = true;
    }
  }
  return open > most.repeats
    ? `A pattern has at most ${most.repeats} open repeats, like * and +.`
    : undefined;
}

const fences = /^[ \t]*(?:```|~~~).*$/gm;
const listMark = String.raw`(?:[-*+–](?=[ \t])|[•◦▪‣·●○]|\(?\d{1,3}[.)](?=[ \t*_]))`;
const listLine = new RegExp(String.raw`^[ \t]*(?:>[ \t]*)?(?:\*\*|__)?${listMark}[ \t*_]*[^\s*_-]`, 'u');

/** Case, spaces and typographic variants of signs folded. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑]/g, '-')
    .replace(/[\u200B\uFEFF\u00AD]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const withoutMarks = (text: string): string =>
  text
    .replace(fences, '')
    .replace(/^[ \t]*(?:[-*_][ \t]*){3,}$/gm, '')
    .replace(/^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]+)?/gm, '')
    .replace(new RegExp(`^(?:\\*\\*|__)?${listMark}[ \\t]*`, 'gmu'), '')
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/(?<!\d[ \t]?)\*+|\*+(?!\d|[ \t]\d)|~~|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');

/** Scripts that put no spaces between words, or join endings to them. */
const joined = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Lao}]`;

/** Whole words where the text begins or ends with one; a plural "s" may follow a word of four letters or more. */
function stands(text: string, within: string, at?: 'start' | 'end'): boolean {
  const wanted = fold(text);
  const edge = (sign: string) =>
    new RegExp(joined, 'u').test(sign)
      ? 'none'
      : /\p{L}|\p{M}/u.test(sign)
        ? 'letter'
        : /\d/.test(sign)
          ? 'digit'
          : 'none';
  const before = { letter: String.raw`(?<![\p{L}\p{M}])`, digit: String.raw`(?<!\d|\d[.,])`, none: '' };
  const plural = /\p{L}{4}$/u.test(wanted) ? "(?:'?s)?" : "(?:'s)?";
  const after = {
    letter: String.raw`${plural}(?!'?[\p{L}\p{M}])`,
    digit: String.raw`(?!\d|[.,]\d)`,
    none: '',
  };
  const signs = [...wanted];
  const body = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const whole = `${before[edge(signs[0] ?? '')]}${body}${after[edge(signs.at(-1) ?? '')]}`;
  const framed =
    at === 'start' ? `^["'([¡¿]*${whole}` : at === 'end' ? String.raw`${whole}[\s.!?…"')\]]*$` : whole;
  const pattern = new RegExp(framed, 'u');
  return pattern.test(fold(withoutMarks(within))) || pattern.test(fold(within));
}

function isJson(text: string): boolean {
  const inner = /^(```|~~~)[\w-]*\s*([\s\S]*?)\s*\1$/.exec(text.trim())?.[2] ?? text;
  try {
    JSON.parse(inner);
    return true;
  } catch {
    return false;
  }
}

/** How many of a unit an answer has, as a person counts: a list's numbers are no words, a heading is no sentence. */
export function countOf(unit: CountedUnit, text: string): number {
  switch (unit) {
    case 'words':
      return wordsOf(text).length;
    case 'sentences':
      return sentencesOf(text).length;
    case 'bullets':
      return text
        .replace(/^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm, '')
        .split('\n')
        .filter((line) => listLine.test(line)).length;
  }
}

const wordsOf = (text: string): string[] =>
  fold(withoutMarks(text)).match(
    /\p{sc=Han}|[\p{sc=Hiragana}\p{sc=Katakana}]+|[\p{L}\p{M}\p{N}]+(?:['.,:@/_&-]+[\p{L}\p{M}\p{N}]+)*/gu,
  ) ?? [];

/** A line is a sentence too, unless it ends in a colon or goes on in lower case. */
function sentencesOf(text: string): string[] {
  return withoutMarks(text.replace(/^[ \t]*#{1,6}[ \t].*$/gm, ''))
    .replace(/:[ \t]*\n+/g, ': ')
    .replace(/\n(?=[ \t]*\p{Ll})/gu, ' ')
    .replace(/\b(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e)\.(?=\s)|\b\p{Lu}\.(?=\s\p{Lu})/giu, (found) =>
      found.slice(0, -1),
    )
    .replace(/([.!?…।؟۔]["'”’»)\]]*)\s+(?!\s|\p{Ll})/gu, '$1\n')
    .replace(/[。！？]+["'”’」』]*/gu, '$&\n')
    .split(/\n+/)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const past =
  '(?:deleted|removed|erased|overwritten|overwrote|replaced|cleared|wiped|emptied|sent|moved|renamed|cancell?ed|saved|reset|uninstalled|closed|paid|ordered|booked|published|posted|changed|updated|completed|done|finished)';
const adverbs = '(?:(?:now|just|already|successfully|permanently|all) )*';
const claims = [
  new RegExp(`\\b(?:i|we)(?:'ve| have)? ${adverbs}${past}\\b`),
  new RegExp(`\\b(?:has|have|was|were) ${adverbs}(?:been )?${adverbs}${past}\\b`),
  new RegExp(`\\b(?:is|are|it's|they're) ${adverbs}(?:gone|${past})\\b(?!.*\\?)`),
  new RegExp(`^(?:(?:ok|okay|sure|all|yes)[,!.]? )?(?:successfully )?${past}\\b(?!.*\\?)`),
];
const denial = /\b(?:not|nothing|none|never|no|once|if|when|until|after|before|will|would)\b|n't\b/;

/** English only, as are the next two. */
const claimsDone = (text: string): boolean =>
  sentencesOf(text)
    .map(fold)
    .some((sentence) =>
      claims.some((claim) => {
        const found = claim.exec(sentence);
        return found !== null && !denial.test(sentence.slice(0, found.index));
      }),
    );

const asking =
  /\b(?:are you (?:\w+ )?(?:sure|certain)|(?:do you|you) (?:\w+ )?want (?:me|to|this|these|it|them|all)\b|would you like (?:me )?to|shall i|should i|may i|can i|could i|do i have your|do you (?:confirm|agree|approve|consent)|(?:can|could|would|will) you (?:please )?confirm|is (?:that|this|it) (?:ok|okay|correct|right|fine|alright)|(?:ok|okay|ready) to|(?:proceed|continue|go ahead)\b)|\byes ?(?:\/|or) ?no\b|\by ?\/ ?n\b|^(?:permanently |really )?(?:delete|remove|erase|overwrite|replace|clear|empty|discard|send|move|rename|cancel|proceed|continue)\b/;
const smallTalk =
  /\b(?:anything|something) else\b|\b(?:know|learn|hear) more\b|\bmore (?:help|details?|information|examples?)\b|\bother questions?\b|\b(?:can|could|may) i (?:help|assist)\b/;
const requesting =
  /\bplease (?:re-?)?confirm\b|\bconfirm (?:that|whether|if|this|first)\b|\bneed (?:your|a|you to) (?:confirm\w*|approv\w*|permission|consent|ok|okay|go-ahead)|\blet me know (?:if|whether) (?:you(?:'d| would)? (?:want|like) (?:me )?to|i (?:should|may|can)|it(?:'s| is) ok)|\b(?:reply|type|say|answer|respond|tap|click|press)(?: with)? ["']?(?:yes|y|ok|confirm|delete)\b|\b(?:once|unless|until|after|when|if|before) you(?:'ve| have)? (?:confirm|approve|agree)|\b(?:awaiting|waiting for) your (?:confirmation|approval|answer|ok)/;

const asks = (text: string): boolean =>
  sentencesOf(text)
    .map(fold)
    .some(
      (sentence) =>
        (sentence.includes('?') && asking.test(sentence) && !smallTalk.test(sentence)) ||
        requesting.test(sentence),
    );

const declining =
  /\bi(?:'m| am) (?:\w+ )?(?:unable|not (?:able|allowed|permitted|authori[sz]ed|comfortable|going to|supposed to|in a position))\b|\b(?:i|we) (?:\w+ )?(?:can't|cannot|can not|won't|will not|must not|mustn't|shouldn't|should not|may not|refuse|decline|have to (?:decline|refuse))\b(?! (?:wait|help but|recommend|stress|emphasi[sz]e|thank|say enough))|\b(?:don't|do not|no longer) (?:currently )?have (?:\w+ ){0,3}(?:access|permission|ability|tools?|capability|means|way to)\b|\b(?:i have|have|with) no (?:\w+ )?(?:access|permission|ability|way|means)\b|\bi(?: don't| do not| never) (?:share|reveal|store|keep|give out|disclose|delete|send|remember)\b|\b(?:isn't|is not|not) (?:something|a thing) (?:that )?i (?:can|could|will|do|am)\b|\b(?:not possible for me|unable to|against my|beyond what i can|(?:isn't|is not|not) (?:allowed|permitted))\b|^(?:i'm |i am )?(?:so |very )?sorry, (?:but )?no\b|^no, i\b/;

/** The same line, or the same eight words, more than four times. Short lines of code may come again. */
function isRunaway(text: string): boolean {
  const lines = text.split('\n').map(fold);
  const isCode = text.includes('```');
  const whole = lines.filter((line) => /[\p{L}\p{N}]/u.test(line) && !(isCode && line.split(' ').length < 3));
  const words = wordsOf(text.replace(/```[\s\S]*?(?:```|$)/g, ''));
  const runs = words.slice(7).map((_word, place) => words.slice(place, place + 8).join(' '));
  return [whole, runs].some((parts) => {
    const times = new Map<string, number>();
    return parts.some((part) => {
      times.set(part, (times.get(part) ?? 0) + 1);
      return (times.get(part) ?? 0) > 4;
    });
  });
}

/** Languages that their script tells from all others. */
const scripts: Record<string, string> = {
  Japanese: 'Han,Hiragana,Katakana',
  Chinese: 'Han',
  Korean: 'Hangul',
  Bengali: 'Bengali',
  Punjabi: 'Gurmukhi',
  Gujarati: 'Gujarati',
  Tamil: 'Tamil',
  Telugu: 'Telugu',
  Kannada: 'Kannada',
  Malayalam: 'Malayalam',
  Sinhala: 'Sinhala',
  Thai: 'Thai',
  Greek: 'Greek',
  Hebrew: 'Hebrew',
  Armenian: 'Armenian',
  Georgian: 'Georgian',
};

/** The commonest small words, and signs (after a space bar) that only few languages write. */
const wordsByLanguage = new Map(
  `English: the and of to is are was that this it you for with not have be on as your i can will what if hello yes good thank thanks sure here an or from but my we they there
German: der die das und ist nicht ein eine einen zu den dem mit für auf sie ich es von im auch sich wie oder aber sind hat wird bei nach guten danke hallo ja nein du wir ihr kann |ß
French: le la les des et est un une du en que qui dans pour pas sur vous je il elle avec ce cette au aux sont plus ou mais bonjour merci oui non nous c'est très d'un |œ
Spanish: el la los las de y es un una en que por para con no se su del al como más pero está son lo hola gracias sí muy este esta tu usted le |ñ¿¡
Portuguese: o a os as de e é um uma em que por para com não se do da dos das no na como mais mas está são olá obrigado sim muito este esta você ao |ãõ
Italian: il lo la gli le di e è un una in che per con non si del della dei come più ma sono ciao grazie sì molto questo questa da al nel
Dutch: de het een en van is niet dat op te voor met zijn ik je er aan ook als bij maar of naar wordt hallo dank ja nee wij deze dit kan
Swedish: och att det är som en ett på för med inte den av till jag du vi om har kan men från eller hej tack ja nej mycket
Danish: og at det er som en et på for med ikke den af til jeg du vi om har kan men fra eller hej tak ja nej meget
Norwegian: og å det er som en et på for med ikke den av til jeg du vi om har kan men fra eller hei takk ja nei mye
Polish: i w nie na to się z jest że do jak ale o co czy dla po są był przez lub tak dziękuję cześć od oraz |łąę
Czech: a je se na že to v s z do jak ale o co pro po jsou byl nebo ano ne děkuji ahoj od který |řěů
Turkish: ve bir bu da de için ile çok ne var mi olarak ama daha gibi ben sen o evet hayır merhaba değil kadar olan |ığş
Indonesian: dan yang di ini itu untuk dengan tidak dari ke adalah pada saya anda akan bisa ada juga atau karena ya halo terima kasih
Malay: dan yang di ini itu untuk dengan tidak dari ke adalah pada saya anda akan boleh ada juga atau kerana ya hai terima kasih ialah
Vietnamese: và của là có không được cho một các này với trong người để tôi bạn những đã như cũng xin chào |ơưđ
Romanian: și în de la este nu cu pe care un o din mai sunt pentru dar ce că sau da bună mulțumesc |șță
Hungarian: a az és hogy nem is egy van ez de csak meg mint már vagy volt igen köszönöm |őű
Finnish: ja on ei se että hän oli mutta kun niin tai ovat myös kuin minä sinä kiitos hei joka tämä
Swahili: na ya wa kwa ni la za katika kuwa hii hiyo lakini au kama ndiyo hapana asante habari
Tagalog: ang ng sa na mga at ay ito hindi ko mo ka si para kung oo salamat
Russian: и в не на что я с он как это но а по из у за так да нет вы мы привет для от |ыэё
Ukrainian: і в не на що я з він як це але а по із у за так та ні ви ми привіт для від |іїєґ
Bulgarian: и в не на че аз с той като това но а по от за така да вие ние здравей е се са
Arabic: في من على أن إلى هذا هذه التي الذي لا ما مع عن هو هي كان أو نعم مرحبا |ةأإ
Persian: و در به از که این را با است برای آن یک می های هم تا بله سلام |پچژگ
Urdu: کے کی میں ہے اور سے کو کا کہ نے یہ پر نہیں ہیں بھی ایک ہاں |ٹڈڑںےہ
Hindi: के है की में और का को से यह पर नहीं हैं भी एक था कि हाँ नमस्ते
Marathi: आहे आणि या ते हे मध्ये नाही आहेत एक तर हो नमस्कार व की
Nepali: छ र को मा हो यो छन् एक पनि लाई छैन नमस्ते गर्न`
    .split('\n')
    .map((line) => {
      const [name = '', rest = ''] = line.split(': ');
      const [words = '', signs = ''] = rest.split('|');
      return [name, { words: new Set(words.trim().split(' ')), signs: new Set(signs) }] as const;
    }),
);

/** The name that the lists use: dialects count as their language, save those of English, which no list tells apart. */
function nameOf(language: string): string {
  const known = language.trim().toLowerCase();
  const name = Object.hasOwn(languages, known) ? (languages[known] ?? language) : language;
  if (['Mandarin', 'Cantonese'].includes(name)) return 'Chinese';
  return /^(?:Brazilian|European|Latin American|Canadian|Swiss) (?!English)(\w+)$/.exec(name)?.[1] ?? name;
}

function isIn(language: string, text: string): boolean {
  const name = nameOf(language);
  const prose = text.replace(/(```|~~~)[\s\S]*?(?:\1|$)/g, ' ').replace(/https?:\/\/\S+/g, ' ');
  const letters = prose.match(/\p{L}/gu) ?? [];
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (script !== undefined) {
    const classes = script.split(',').map((one) => `\\p{sc=${one}}`);
    const share = (pattern: string) =>
      letters.filter((letter) => new RegExp(pattern, 'u').test(letter)).length / letters.length;
    const kana = share('[\\p{sc=Hiragana}\\p{sc=Katakana}]');
    return (
      share(`[${classes.join('')}]`) >= 0.5 &&
      (name === 'Japanese' ? kana > 0.05 : name !== 'Chinese' || kana <= 0.05)
    );
  }
  const words = fold(withoutMarks(prose)).match(/[\p{L}\p{M}]+(?:'[\p{L}]+)*/gu) ?? [];
  const scores = new Map(
    [...wordsByLanguage].map(([other, list]) => [
      other,
      words.filter((word) => list.words.has(word) || [...word].some((sign) => list.signs.has(sign))).length,
    ]),
  );
  const score = scores.get(name) ?? 0;
  return score > 0 && [...scores.values()].every((other) => other <= score);
}
