import { languages } from '../learned/slot-words.ts';
import { notAtStart } from './check-patterns.ts';
import { passes, type Check } from './check.ts';
import { contains, escaped, lacks, matches, named, noneOf, oneOf, wordPattern } from './make-check.ts';
import { isAside, isUnwished, type Finder } from './suggest-wish.ts';

/** What stands in quotes, in order. */
function quoted(text: string): string[] {
  return [
    ...text.matchAll(
      /"([^"]{1,100})"|(?<![\p{L}\p{N}])'([^']*(?:(?<=\p{L})'(?=\p{L})[^']*)*)'(?![\p{L}\p{N}])/gu,
    ),
  ]
    .map(([, double, single]) => (double ?? single ?? '').trim().replace(/(?<=\p{L})[.,;]$/u, ''))
    .filter((words) => words !== '');
}

/** The quoted words, or else the capitalised ones that a text begins with: "Good morning when …", "Yes or No". */
function literals(text: string): string[] {
  const inQuotes = quoted(
    text.split(/\b(?:not|never|instead of|rather than|when|if|unless)\b(?=[^"']*["'])/i)[0] ?? '',
  );
  if (inQuotes.length > 0) return inQuotes;
  const head = /^\p{Lu}[^.,;:()"]{0,40}/u.exec(text)?.[0] ?? '';
  const cut = head.split(/ (?:when|if|for|unless|and|in|from|every|always|then|before|please)\b/)[0] ?? '';
  return cut
    .split(/ or /)
    .map((words) => words.trim())
    .filter((words) => words !== '');
}

/** "Start with X", "never end with Y". */
export const edges: Finder = ({ text }) => {
  const start =
    /\b(?:(?:start|begin|open|lead)(?:s|ing)?\b[^.;"]{0,40}? (?:with|by)(?: saying| writing)?|first word (?:of .{1,30}? )?(?:is|must be|should be))(?: the)?(?: words?| answer| phrase| line| greeting)?:? /i.exec(
      text,
    );
  const end =
    /\b(?:(?:end|finish|close|conclude|sign)(?:s|ing)?(?: off)?\b[^.;"]{0,40}? (?:with|by|as)(?: saying| writing)?|last word (?:of .{1,30}? )?(?:is|must be|should be))(?: the)?(?: words?| phrase| line| name)?:? /i.exec(
      text,
    );
  return [start, end].flatMap((found, side) => {
    if (found === null) return [];
    const rest = text.slice(found.index + found[0].length);
    const unwished = isUnwished(text, found.index, found[0].length);
    if (/^(?:a |another )?(?:follow-up )?questions?\b/i.test(rest) && side === 1)
      return [named(unwished ? 'Does not end with a question' : 'Ends with a question')];
    if (/^(?:a |the )?greetings?\b/i.test(rest) && unwished) return [named('Does not begin with a greeting')];
    const isOfAnswers =
      /^(?:please |always |never |don't )?\w+\b(?: off)? (?:with|as|by)\b|\b(?:answers?|repl\w+|responses?|e-?mails?|messages?|letters?|every|each|your|always|it)\b/i.test(
        text.slice(0, found.index + found[0].length),
      );
    const words = isOfAnswers || /^["']/.test(rest) ? literals(rest) : [];
    if (words.length === 0) return [];
    if (unwished && side === 1) return [noneOf(words)];
    if (unwished) return [matches(notAtStart(words.map(escaped).join('|')))];
    return [oneOf(words.map((one): Check => ({ kind: side === 0 ? 'starts' : 'ends', text: one })))];
  });
};

/** "Answer yes or no." */
export const yesOrNo: Finder = ({ text }) =>
  /\b(?:answer|reply|respond|say)\b[^.;]{0,30}\byes or no\b|\byes or no (?:first|only|answers?)\b/i.test(
    text,
  ) && !/\b(?:don't|never|not|more than)\b/i.test(text)
    ? [
        {
          kind: 'any',
          of: [
            { kind: 'starts', text: 'Yes' },
            { kind: 'starts', text: 'No' },
          ],
        },
      ]
    : [];

const languageNames = Object.keys(languages)
  .sort((one, other) => other.length - one.length)
  .map(escaped)
  .join('|');
const languageWish = new RegExp(
  `(?:\\b(?:answer|reply|respond|replies|responses?|answers?|speak|talk|chat|communicate|everything|always|only|please|explain\\b[^.;]{0,30}|summari[sz]e\\b[^.;]{0,30}|(?:asked|wanted|write)(?: (?:it|for it|to me|back|everything|that))*)(?: (?:me|to me|only|back|always|be|should be|must be|everything|it|for it))*,? (?:in|into|for) (?:plain |simple |proper |correct )?|\\b(?:speak|asked for|wanted) (?:only )?|^(?:in )|^(?:use |only )?)(${languageNames})(?= (?:please|only|always|to me|with me|from now|unless|when|if|even|instead|for|not|and)\\b|[.,;!?]|$)`,
  'gi',
);

/** "Answer in German." */
export const spokenLanguage: Finder = ({ text }) =>
  [...text.matchAll(languageWish)]
    .filter((found) => !/(?:plain|simple) english$/i.test(found[0]))
    .filter((found) => !isAside(text, found.index) && !isUnwished(text, found.index, found[0].length))
    .map((found) => ({ kind: 'language', language: languages[(found[1] ?? '').toLowerCase()] ?? '' }));

/** "Use the word X, not Y", "say X instead of Y", "never say Y", "mention X", "call me X". */
export const wording: Finder = ({ text, answer }) => {
  if (/\b(?:when|whenever|if|once|each time) I (?:say|type|write|ask|mention)\b/i.test(text)) return [];
  const word = String.raw`(?:"([^"]{1,60})"|'([^']{1,60})'|([\p{L}-]{2,20}))`;
  const pair = new RegExp(
    String.raw`\b(?:say|write|call (?:it|them|this)|(?:use )?the (?:word|term|spelling)|use(?=(?: the word)? ["'])|spell it|it's|prefer(?= ["']))(?: the (?:word|term))? ${word},? ?(?:and )?(?:not|never|instead of|rather than|over|for(?= ["'])) (?:the (?:word|term) )?${word}`,
    'iu',
  ).exec(text);
  if (pair) {
    const good = pair[1] ?? pair[2] ?? pair[3] ?? '';
    const bad = pair[4] ?? pair[5] ?? pair[6] ?? '';
    const wasBad = answer !== undefined && !passes(lacks(bad), { text: answer, tools: [] });
    const isQuoted =
      pair[3] === undefined || pair[6] === undefined || /^(?:say|call|the|use the|spell)/i.test(pair[0]);
    if (!isQuoted && !wasBad) return [];
    return [wasBad ? matches(`^(?![\\s\\S]*${wordPattern(bad)})[\\s\\S]*${wordPattern(good)}`) : lacks(bad)];
  }
  const name =
    /\b(?:[Cc]all|[Aa]ddress) me (?:as )?"?'?(\p{Lu}[\p{L}-]+)|\b[Mm]y name(?:,| is) "?'?(\p{Lu}[\p{L}-]+)/u.exec(
      text,
    );
  if (name && !isUnwished(text, name.index, 0)) return [contains(name[1] ?? name[2] ?? '')];
  const use =
    /\b(?:use|using|say|saying|write|writing|mention|mentioning|include|add|contain|the (?:words?|phrases?|terms?|expressions?)|(?:said|used|wrote|forgot|mentioned))\b(?=[^.;"']{0,20}["'])/i.exec(
      text,
    );
  if (use === null) return [];
  const words = quoted(text.slice(use.index).split(/\bwhen\b|\bif\b/i)[0] ?? '');
  const quote = text.slice(use.index).search(/["']/) + use.index;
  if (isUnwished(text, quote, 0) || /\byou (?:said|used|wrote|keep \w+) /i.test(text)) return [noneOf(words)];
  if (words.length > 1 && / or ["']/.test(text)) return [oneOf(words.map(contains))];
  const last = words.at(-1);
  if (words.length > 1 && last !== undefined)
    return [
      matches(
        `^${words
          .slice(0, 2)
          .map((one) => `(?=[\\s\\S]*${wordPattern(one)})`)
          .join('')}`,
      ),
    ];
  return words.map(contains);
};

/** "No X, please", about an answer that had X. */
export const unwantedWord: Finder = ({ text, answer }) => {
  const bad =
    /^(?:please )?(?:stop|no|not|drop|lose|don't|never)(?: (?:say|saying|use|using|call me|calling me|with the))? "?'?([\p{L}-]{3,20})"?'?(?: please)?[.!]*$/iu.exec(
      text,
    )?.[1];
  const stood = bad !== undefined && answer !== undefined && !passes(lacks(bad), { text: answer, tools: [] });
  return stood ? [lacks(bad)] : [];
};
