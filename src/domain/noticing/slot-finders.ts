import { currencies, languages } from '../learned/slot-words.ts';
import type { TypedSlot } from '../learned/slots.ts';

/** A slot and its normal value, found in a sentence of normal words. */
export interface FoundSlot {
  slot: TypedSlot;
  value: string;
}

const against = "(?:no|never|not|don't|do not|without|stop|avoid|hate|instead of|rather than|skip|drop|zero)";
const denied = (text: string, word: string) =>
  new RegExp(`\\b${against}\\b[^,.;]{0,24}\\b(?:${word})\\b`).test(text);

type Finder = (text: string) => FoundSlot | undefined;
const found = (slot: TypedSlot, value: string): FoundSlot => ({ slot, value });

const metricWords =
  'metric|celsius|centigrade|kilomet\\w+|kms?|centimet\\w+|cms?|grams?|kilos?|kg|lit(?:re|er)s?|met(?:re|er)s?|millilit\\w+|ml';
const imperialWords =
  'imperial|fahrenheit|miles?|feet|foot|inch(?:es)?|pounds and ounces|ounces?|lbs?|yards?|gallons?|us units|american units|cups';

const units: Finder = (text) => {
  const metric = new RegExp(`\\b(?:${metricWords})\\b`).test(text) && !denied(text, metricWords);
  const imperial = new RegExp(`\\b(?:${imperialWords})\\b`).test(text) && !denied(text, imperialWords);
  if (metric !== imperial) return found('units', metric ? 'metric' : 'imperial');
  if (!metric && denied(text, metricWords) !== denied(text, imperialWords))
    return found('units', denied(text, metricWords) ? 'imperial' : 'metric');
  return undefined;
};

const emoji: Finder = (text) => {
  if (!/\b(?:emojis?|smileys?|smiley faces|emoticons?)\b/.test(text)) return undefined;
  if (
    denied(text, 'emojis?|smileys?|smiley faces|emoticons?') ||
    /\b(?:ban|lose|ditch|leave out|hate|can't stand|free)\b/.test(text)
  )
    return found('emoji', 'never');
  return found('emoji', /\b(?:one|few|sparing\w*|some|rarely|little)\b/.test(text) ? 'sparingly' : 'often');
};

const time: Finder = (text) => {
  const is24 =
    /\b(?:24[- ]?(?:h|hr|hrs|hour|hours|hour clock)|twenty[- ]four hour|military time|2[0-3]:\d\d|1[3-9]:\d\d)\b/.test(
      text,
    );
  const is12 = /\b(?:12[- ]?(?:h|hr|hour|hours)|twelve hour)\b|\bam ?(?:and|or|\/) ?pm\b|\bam\/pm\b/.test(
    text,
  );
  const no24 = denied(text, '24[- ]?hour\\w*|military time');
  const no12 = denied(text, 'am ?(?:and|or|\\/) ?pm|am\\/pm|12[- ]?hour\\w*');
  if (is12 && !no12) return found('time_format', '12h');
  if (is24 && !no24) return found('time_format', '24h');
  if (no12) return found('time_format', '24h');
  return no24 ? found('time_format', '12h') : undefined;
};

const week: Finder = (text) => {
  const day =
    /\bweeks?\b[^.]{0,40}\b(?:start|begin|run)s?\b[^.]{0,16}\b(monday|sunday|saturday)s?\b|\b(monday|sunday|saturday)\b[^.]{0,24}\b(?:first day|start of the week|week starts?)\b|\bstart\w* (?:the|my|every) week on (?:a )?(monday|sunday|saturday)/.exec(
      text,
    );
  const value = day?.[1] ?? day?.[2] ?? day?.[3];
  return value === undefined ? undefined : found('week_start', value);
};

const date: Finder = (text) => {
  const figures = /\b([dmy]{1,4})\s*[-./]\s*([dmy]{1,4})\s*[-./]\s*([dmy]{1,4})\b/.exec(text);
  if (figures) return found('date_format', figures[0].replaceAll(/\s/g, '').toUpperCase());
  if (!/\bdates?\b/.test(text)) return undefined;
  if (/\biso\b|\byear first\b|\d{4}-\d\d-\d\d/.test(text)) return found('date_format', 'YYYY-MM-DD');
  if (
    /\bday (?:first|before|then month)\b|\b(?:british|uk|european|eu|australian|aussie|indian)\b/.test(text)
  )
    return found('date_format', 'DD/MM/YYYY');
  if (/\bmonth (?:first|before|then day)\b|\b(?:american|us|usa)\b/.test(text))
    return found('date_format', 'MM/DD/YYYY');
  return undefined;
};

const byLength = (words: Record<string, string>) =>
  Object.keys(words).sort((one, other) => other.length - one.length);
const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const oneOf = (words: readonly string[]) => words.map(escaped).join('|');
const currencyNames = oneOf(
  byLength(currencies).filter((word) => word !== 'rs' && word !== 'dollar' && word.length > 1),
);
const currencyPattern = new RegExp(`(?<![\\p{L}])(?:${currencyNames})(?![\\p{L}])|[€£₹]`, 'gu');
const languageNames = oneOf(byLength(languages));
const languagePattern = new RegExp(`\\b(?:${languageNames})\\b`, 'g');

/** The first that is not what the person does not want. */
const wanted = (text: string, pattern: RegExp): string | undefined =>
  [...text.matchAll(pattern)].map(([word]) => word).find((word) => !denied(text, escaped(word)));

const currency: Finder = (text) => {
  const word = wanted(text, currencyPattern);
  const isMoney =
    /\b(?:prices?|costs?|money|currenc\w+|amounts?|budgets?|pay|quote|convert|in|totals?|fares?|always|only|want)\b/.test(
      text,
    );
  const value = word === undefined ? undefined : currencies[word];
  return value !== undefined && isMoney && !/\bounces\b/.test(text) ? found('currency', value) : undefined;
};

const language: Finder = (text) => {
  const word = wanted(text, languagePattern);
  const value = word === undefined ? undefined : languages[word];
  const isSpeech =
    /\b(?:answer|answers|reply|replies|respond|responses?|write|writes|speak|talk|language|spelling|spell|spellings|messages?|talk to me|english|in)\b/.test(
      text,
    );
  const isTeaching = /\b(?:learn\w*|translate|translation|teach|how do you say|lesson|exam|class)\b/.test(
    text,
  );
  return value !== undefined && isSpeech && !isTeaching ? found('language', value) : undefined;
};

const verbosity: Finder = (text) => {
  const about =
    /\b(?:answers?|replies|reply|responses?|explanations?|explain|summar\w+|it|you|messages?|things|waffle|ramble|rambling|essays?|talk|keep|bullets?|page|detail|ask)\b/.test(
      text,
    );
  if (/\b(?:emails?|recipes?|stories|poems|functions?|letters?)\b/.test(text)) return undefined;
  const short =
    /\b(?:short\w*|brief\w*|concise\w*|to the point|terse|one[- ]liners?|(?:one|two|three|a couple of) (?:sentences?|lines?|bullets?)|less waffle|no (?:waffle|essays|rambling|long)|don't (?:ramble|waffle|go on)|keep it (?:short|brief|snappy)|snappy|cut the (?:waffle|fluff)|not (?:long|too long))\b/.test(
      text,
    );
  const long =
    /\b(?:detailed|in detail|more detail|much detail|all the detail|thorough\w*|in depth|in-depth|long(?:er)? (?:answers|explanations|replies)|full explanations?|elaborate|the whole reasoning)\b/.test(
      text,
    );
  if (short === long || !about) return undefined;
  return found('verbosity', short ? 'short' : 'detailed');
};

const tones: [string, RegExp][] = [
  [
    'casual',
    /\b(?:casual|informal|like a (?:mate|friend|pal)|chatty|relaxed|laid[- ]back|first[- ]name terms|matey)\b/,
  ],
  ['formal', /\b(?:formal|formally|professional|businesslike|polite(?:ly)?)\b/],
  ['friendly', /\b(?:friendly|warm|kind|gentle|cheerful|encouraging)\b/],
  [
    'direct',
    /\b(?:direct|blunt|straight(?: with me)?|no sugar[- ]?coat\w*|honest with me|frank|matter[- ]of[- ]fact)\b/,
  ],
  ['plain', /\b(?:plain tone|neutral|dry tone)\b/],
];

const tone: Finder = (text) => {
  const about =
    /\b(?:tone|voice|talk|speak|write|sound|be|style|with me|to me|answers?|replies|formal)\b/.test(text);
  if (!about || /\b(?:emails?|letters?|wear|dress|recipes?)\b/.test(text)) return undefined;
  const hit = tones.find(
    ([, words]) =>
      words.test(text) &&
      !denied(
        text,
        words.source
          .slice(5, -3)
          .replace(/^\(\?:/, '')
          .split('|')[0] ?? '',
      ),
  );
  if (hit?.[0] === 'formal' && /\b(?:less|not so|too|drop the|stop being|don't be) formal/.test(text))
    return found('tone', 'casual');
  return hit && found('tone', hit[0]);
};

const programming =
  'typescript|javascript|python|rust|go|golang|java|kotlin|swift|ruby|php|c\\+\\+|c#|c|scala|haskell|elixir|r|julia|lua|perl|bash|sql|dart|clojure|zig';
const properNames: Record<string, string> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  php: 'PHP',
  'c++': 'C++',
  'c#': 'C#',
  sql: 'SQL',
  golang: 'Go',
};

const codeLanguage: Finder = (text) => {
  if (!/\b(?:code|coding|scripts?|snippets?|examples?|programs?|functions?)\b/.test(text)) return undefined;
  const spaced = text.replaceAll(' + +', '++').replaceAll(' #', '#');
  const name = new RegExp(
    `\\b(?:in|is|use|using|with|to|as|prefer|my language is) (${programming})(?![\\w+#])`,
  ).exec(spaced)?.[1];
  if (name === undefined || denied(spaced, escaped(name))) return undefined;
  return found('code_language', properNames[name] ?? name.charAt(0).toUpperCase() + name.slice(1));
};

const numbers: Record<string, string> = { two: '2', four: '4', eight: '8', three: '3' };
const indentation: Finder = (text) => {
  const spaces = /\b(two|four|three|eight|[2348])[- ]?spaces?\b/.exec(text)?.[1];
  const about = /\bindent\w*\b|\btabs?\b|\bspaces\b/.test(text);
  if (!about) return undefined;
  if (spaces !== undefined && !denied(text, `${spaces}[- ]?spaces?`))
    return found('indentation', `${numbers[spaces] ?? spaces} spaces`);
  if (/\btabs\b/.test(text) && /\b(?:indent\w*|spaces|code)\b/.test(text) && !denied(text, 'tabs'))
    return found('indentation', 'tabs');
  return /\bspaces\b/.test(text) && denied(text, 'tabs') ? found('indentation', 'spaces') : undefined;
};

const finders: readonly Finder[] = [
  indentation,
  codeLanguage,
  emoji,
  time,
  week,
  date,
  currency,
  language,
  units,
  verbosity,
  tone,
];

/** The typed slot that a sentence speaks of, if there is one. Names are found in what was typed: capitals count. */
export function slotIn(text: string): FoundSlot | undefined {
  for (const find of finders) {
    const hit = find(text);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

const namePattern =
  /(?:\bcall me|\bmy name(?:'s| is)|\bname's|\bi go by|\b(?:everyone|people|friends|they) calls? me|\baddress me as)(?: just| simply)? ((?:(?:mr|mrs|ms|dr|mx|prof)\.? )?\p{L}[\p{L}'’-]*)/iu;
const notNames =
  /^(?:a|an|the|when|back|later|crazy|if|at|by|on|in|to|not|whatever|anything|old|that|it|out|names|tomorrow|today|soon)$/i;

/** How the person wants to be called, as typed. */
export function nameIn(typed: string): FoundSlot | undefined {
  const name = namePattern.exec(typed)?.[1];
  if (name === undefined || notNames.test(name)) return undefined;
  return found('name', name.charAt(0).toUpperCase() + name.slice(1));
}
