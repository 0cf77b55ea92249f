import { currencies, languages } from '../learned/slot-words.ts';
import {
  countOf,
  hasUnit,
  namedPatterns,
  notAtStart,
  otherSystem,
  passes,
  problemOf,
  unitKinds,
  type Check,
  type CountedUnit,
  type System,
  type UnitKind,
} from './check.ts';

export interface CheckMaterial {
  rule?: string | undefined;
  /** What the person said was wrong with the answer. */
  words?: string | undefined;
  /** The answer that was wrong. */
  answer?: string | undefined;
}

interface Wish {
  /** One line, straight quotes, the case kept: names stand in it. */
  text: string;
  answer: string | undefined;
  isComplaint: boolean;
}
type Finder = (wish: Wish) => readonly (Check | undefined)[];

/**
 * A check that decides what a rule, or a complaint about an answer, asks for; undefined where only a judge could. Of several
 * that a sentence gives, the first that the wrong answer fails: one that it passes would show nothing.
 */
export function suggestCheck({ rule, words, answer }: CheckMaterial): Check | undefined {
  const found = [rule, words].flatMap((text, source) => {
    if (text === undefined || text.trim() === '') return [];
    const wish: Wish = { text: straight(text), answer, isComplaint: source === 1 };
    const checks = [...finders, ...(source === 1 ? complaints : [])].flatMap((find) => find(wish));
    return checks.filter((check) => check !== undefined && problemOf(check) === undefined) as Check[];
  });
  if (answer === undefined) return found[0];
  return found.find((check) => !passes(check, { text: answer, tools: [] })) ?? found[0];
}

const straight = (text: string) =>
  text
    .replace(/[‘’]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();

const matches = (pattern: string): Check => ({ kind: 'matches', pattern });
const named = (name: keyof typeof namedPatterns): Check => matches(namedPatterns[name]);
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const atMost = (unit: CountedUnit, count: number): Check => ({ kind: 'at-most', unit, count });
const atLeast = (unit: CountedUnit, count: number): Check => ({ kind: 'at-least', unit, count });
const lacks = (text: string): Check => ({ kind: 'lacks', text });
const contains = (text: string): Check => ({ kind: 'contains', text });

/** A word and its plural, as a pattern. */
const wordPattern = (text: string) => {
  const start = /^[a-z0-9]/i.test(text) ? '\\b' : '';
  const end = /[a-z0-9]$/i.test(text) ? '\\b' : '';
  return `${start}${escaped(text)}${/[a-z]{2}[a-rt-xz]$/i.test(text) ? 's?' : ''}${end}`;
};
const noneOf = (texts: readonly string[]): Check | undefined =>
  texts.length > 1
    ? matches(`^(?![\\s\\S]*(?:${texts.map(wordPattern).join('|')}))`)
    : texts[0] === undefined
      ? undefined
      : lacks(texts[0]);
const oneOf = (checks: readonly Check[]): Check | undefined =>
  checks.length > 1 ? { kind: 'any', of: checks } : checks[0];

const negators =
  /\b(?:no|not|never|don't|do not|doesn't|isn't|aren't|shouldn't|avoid\w*|without|stop|skip|drop|leave out|omit|remove|refrain|lose|forbid\w*|hate|dislike|too many|too much|fewer|less|ditch|delete|cut|strike|rather than|instead of|sick of|tired of|enough|zero|ban)\b/gi;

/** Whether what stands at `place` is unwished: an odd number of negators before it in its clause, or a sigh after it. */
function isUnwished(text: string, place: number, length: number): boolean {
  const before = text
    .slice(0, place)
    .replace(/\b(?:don't|do not|never|not) (?:ever )?forget\b|\bno matter\b/gi, '');
  const clause =
    before
      .split(
        /[.;:!?]|,\s*(?:and |just |please )*(?=(?:but|use|give|write|put|keep|make|prefer|answer)\b)|\bbut\b/i,
      )
      .at(-1) ?? '';
  const after = text.slice(place + length).split(/[.;!?]|, (?:use|give|but)\b/)[0] ?? '';
  const sigh =
    /^ (?:are |is |were |was |should )?(?:a bit much|annoy\w*|not (?:needed|wanted|necessary)|unnecessary|have no place|must not|out\b)/i;
  return ((clause.match(negators)?.length ?? 0) + (sigh.test(after) ? 1 : 0)) % 2 === 1;
}

/** Whether what stands at `place` belongs to a condition or an exception: "unless …", "when you …". */
const isAside = (text: string, place: number): boolean =>
  /\b(?:except|unless|apart from|even|when|whenever|if|where(?! is| are|'s))\b[^,.;]*$/i.test(
    text.slice(0, place),
  );

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

const edges: Finder = ({ text }) => {
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

const yesOrNo: Finder = ({ text }) =>
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

const numbers = 'a single,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve'.split(',');
const numberWord = `(\\d{1,4}|an?|one|${numbers.join('|')}|fifteen|twenty|thirty|forty|fifty|sixty|eighty|hundred|(?:a|one|two) hundred)`;
const large: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  eighty: 80,
  hundred: 100,
  'a hundred': 100,
  'one hundred': 100,
  'two hundred': 200,
};
const toNumber = (word: string): number =>
  /^\d/.test(word) ? Number(word) : (large[word.toLowerCase()] ?? numbers.indexOf(word.toLowerCase()) + 1);

/** Before a number of points or lines that an answer is to have. */
const inLines = /\b(?:in|as|to|with|give|list|use|me|answer|reply|most|more than)(?: an?| me)? $/i;

/** "Under 50 words" is taken as at most 50, since nobody counts words alike; fewer sentences or bullets are fewer. */
const lengths: Finder = ({ text, answer }) => {
  const pattern = new RegExp(
    `\\b(?:(?:between |from )?(\\d{1,4}) ?(?:-|–|to|and) ?)?${numberWord}[- ](?:(?:short|simple|full|plain|complete|brief|numbered) ){0,2}(words?|sentences?|bullet points?|bullets?|list items?|points|items|lines?|paragraphs?|characters?)\\b`,
    'gi',
  );
  return [...text.matchAll(pattern)].map((found): Check | undefined => {
    const [whole, low, word = '', noun = ''] = found;
    const count = toNumber(word);
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + whole.length, found.index + whole.length + 20);
    const isPart =
      /\b(?:sentences?|paragraphs?|bullets?|points|titles?|headings?|headlines?|captions?|steps?|subject|names?|items|lines|cells|comments?|each|per)\b[^.,;]*$/i;
    if (
      isAside(text, found.index) ||
      isPart.test(before) ||
      /^ (?:each|per|apart|about|for|in|of the (?:text|song|original))\b/i.test(after)
    )
      return undefined;
    const strictUp = /\b(?:more|longer) than $|\b(?:over|above) $/i.test(before);
    const refused = /\b(?:no|not|never|nothing|don't|do not|isn't)\b[^.;]*$/i.test(before);
    const isLeast =
      (strictUp && !refused) ||
      /\b(?:at least|min(?:imum)?(?: of)?|no (?:fewer|less) than|not (?:under|less than)) $/i.test(before) ||
      /^ (?:or more|minimum|at least)\b/i.test(after);
    const isLess = /\b(?:fewer|less) than $|\b(?:under|below) $/i.test(before) && !isLeast;
    const isBound =
      isLess ||
      strictUp ||
      /\b(?:most|max\w*|up to|within|limit\w*|exceed\w*)\b/i.test(before + after) ||
      /^ (?:or (?:less|fewer)|tops)/i.test(after);
    if (/^(?:an?)$/i.test(word) && (!isBound || /^line/i.test(noun))) return undefined;
    if (/^(?:points|items|lines?)$/i.test(noun) && !inLines.test(before)) return undefined;
    if (/^character/i.test(noun) && !isBound) return undefined;
    const by = (unit: CountedUnit): Check => {
      if (low !== undefined && answer !== undefined && countOf(unit, answer) < Number(low))
        return atLeast(unit, Number(low));
      if (isLeast) return atLeast(unit, strictUp ? count + 1 : count);
      return atMost(unit, isLess && unit !== 'words' ? count - 1 : count);
    };
    if (/^word/i.test(noun)) return by('words');
    if (/^sentence/i.test(noun)) return by('sentences');
    if (/^(?:bullet|list|point|item)/i.test(noun))
      // Three bullets asked for are missing as long as there are fewer.
      return isBound || isLeast || countOf('bullets', answer ?? '') > count
        ? by('bullets')
        : atLeast('bullets', count);
    if (/^character/i.test(noun))
      return isLeast || count > 1500 ? undefined : matches(`^[\\s\\S]{0,${count}}$`);
    if (count !== 1 || isLeast) return undefined;
    return named(/^line/i.test(noun) ? 'Is one line' : 'Is one paragraph');
  });
};

const either = (wished: Check | undefined, unwished: Check | undefined) => ({ wished, unwished });

/** Things that an answer has or has not. The first that stands in a text wins. */
const things: readonly [RegExp, { wished: Check | undefined; unwished: Check | undefined }][] = [
  [/\b(?:emojis?|emoticons?|smileys?|smilies)\b/i, either(named('Has an emoji'), named('Has no emoji'))],
  [/\bjson\b/i, either({ kind: 'json' }, undefined)],
  [
    /\bnumbered (?:lists?|steps|points)\b|\bnumber (?:the|your|all|each|every) (?:steps?|points?|items?|list)\b/i,
    either(named('Has a numbered list'), named('Has no numbered list')),
  ],
  [
    /\bbullet(?:ed)?[- ]?(?:points?|lists?|form)\b|\bbullets\b|\b(?:as|in|use|wanted|give me) (?:an? |the )?(?:lists?|list form)\b(?! of)|\bno lists\b/i,
    either(atLeast('bullets', 2), atMost('bullets', 0)),
  ],
  [
    /\b(?:as|in|into|use|using|no|without|avoid|wanted|hate|me) (?:an? |the )?tables?\b|\btables (?:are|should|must|break|come)\b/i,
    either(named('Has a table'), named('Has no table')),
  ],
  [
    /\b(?:use|using|add|include|with|without|no|avoid|skip|drop|remove|need|leave out|put in|want|hate) (?:clear |short |the |any )?(?:headings|headers)\b|\bheadings (?:out|are|break)\b/i,
    either(named('Has a heading'), named('Has no heading')),
  ],
  [/\bplain text\b/i, either(named('Is plain text, without Markdown'), undefined)],
  [/\bmarkdown\b/i, either(undefined, named('Is plain text, without Markdown'))],
  [
    /\bcode only\b|\bonly (?:the |give )?code\b|\bcode and nothing else\b|\bcode (?=without (?:any )?(?:explanations?|text)\b)/i,
    either(named('Is code and nothing else'), undefined),
  ],
  [/\bcode ?(?:blocks?|fences?)\b/i, either(contains('```'), lacks('```'))],
  [
    /\bin bold\b|\bbold(?:ed|face)?\b(?= (?:type|text|print|the|for|things|words)\b|[.,!]|$)/i,
    either(named('Has bold text'), lacks('**')),
  ],
  [
    /\b(?:include|add|give|provide|with|put|no|never|without|avoid|leave out|skip|forgot|stop|where is|where's)\b[^.;]{0,20}\b(?:links?|urls?|web addresses)\b/i,
    either(named('Has a link'), named('Has no link')),
  ],
  [/\bcontractions\b/i, either(undefined, named('Has no contraction'))],
  [/\b(?:apologi[sz]\w*|apolog(?:y|ies)|say(?:ing)? sorry)\b/i, either(undefined, named('Has no apology'))],
  [/\bgreetings?\b|\bgreet me\b/i, either(undefined, named('Does not begin with a greeting'))],
  [/\bexclamation (?:marks?|points?)\b/i, either(contains('!'), lacks('!'))],
  [/\b(?:em[- ]?dash(?:es)?|long dash(?:es)?)\b/i, either(contains('—'), lacks('—'))],
  [/\bsemi-?colons?\b/i, either(contains(';'), lacks(';'))],
  [/\b(?:parenthes[ei]s|brackets)\b/i, either(undefined, lacks('('))],
  [
    /\bfollow-?up questions?\b|\bask(?:ing)? (?:me )?questions\b|\b(?:a|with) question at the end\b/i,
    either(named('Ends with a question'), lacks('?')),
  ],
  [
    /\b(?:mention|include|add|give|state|say|write|forgot|with)\b[^.;]{0,20}(?<![/.-])\byears?\b(?! of| old)/i,
    either(named('Has a year'), undefined),
  ],
  [
    /\b(?:include|add|give|with|use|forgot)\b[^.;]{0,15}\bexamples?\b/i,
    either(named('Has an example'), undefined),
  ],
  [
    /\b(?:spell out|write out|write) (?:all )?numbers\b(?=.*\b(?:words|letters|out)\b|\.?$)|\bnumbers (?:as|in) words\b/i,
    either(named('Has no number in figures'), named('Has a number in figures')),
  ],
  [
    /\b(?:use|in|as) (?:digits|figures|numerals)\b/i,
    either(named('Has a number in figures'), named('Has no number in figures')),
  ],
  [
    /\b(?:in|as|use|using|give|include|with|no|without) (?:a |any )?percent(?:ages?)?\b/i,
    either(named('Has a percentage'), lacks('%')),
  ],
  [
    /\b24[- ]?h(?:ou)?rs?\b|\bmilitary time\b/i,
    either(named('Has a time of the 24-hour clock'), named('Has a time with am or pm')),
  ],
  [
    /\b12[- ]?h(?:ou)?rs?\b|\bam(?:\/| and | or )pm\b/i,
    either(named('Has a time with am or pm'), named('Has no am or pm')),
  ],
  [/\byyyy-mm-dd\b|\biso (?:8601|dates?|format)\b/i, either(named('Has a date like 2025-12-31'), undefined)],
  [
    /\bdd?\/mm?\/yy|\bmm?\/dd?\/yy|\bday\/month\b|\bmonth\/day\b/i,
    either(named('Has a date like 31/12/2025'), undefined),
  ],
  [/\bdd?\.mm?\.yy/i, either(named('Has a date like 31.12.2025'), undefined)],
];

/** A bound on how many, which none of the things can tell. */
const howMany = /\b(?:at most|more than|limit|up to|exactly|maximum|max|tops)\b/i;

const missing =
  /\b(?:forgot|didn't|did not|missing|(?:that's|that is|this is) not|where (?:is|are)|where's|should have|there(?:'s| is| are) no)\b/i;

const having: Finder = ({ text, isComplaint }) => {
  if (howMany.test(text)) return [];
  const found = things
    .map(([pattern, checks]) => ({ at: pattern.exec(text), checks }))
    .filter(({ at }) => at !== null && !isAside(text, at.index))
    .sort((one, other) => (one.at?.index ?? 0) - (other.at?.index ?? 0));
  return found.flatMap(({ at, checks }) => {
    const word = at?.[0] ?? '';
    const noun = (at?.index ?? 0) + (/^(?:no|without|avoid|hate) /i.exec(word)?.[0].length ?? 0);
    const unwished = isUnwished(text, noun, word.length);
    // "no bullets" may be a wish or a complaint that they are missing: the answer tells.
    const isEither = isComplaint && (missing.test(text) || /^no\b(?!.*\bplease\b)/i.test(text));
    const both = unwished ? [checks.unwished, checks.wished] : [checks.wished, checks.unwished];
    return isEither ? both : both.slice(0, 1);
  });
};

/** Names of units that a rule cannot mean otherwise. */
const unitNames: readonly [RegExp, system: System, kind: UnitKind | undefined][] = [
  [/\bmetric\b|\bsi units\b/gi, 'metric', undefined],
  [/\bimperial\b|\bus customary\b/gi, 'imperial', undefined],
  [/\b(?:km|cm|kilomet(?:er|re)s?|centimet(?:er|re)s?|met(?:er|re)s)\b/gi, 'metric', 'lengths'],
  [/\bmiles\b|\binches\b|\b(?:in|use|used|not|and|no) feet\b|\byards\b/gi, 'imperial', 'lengths'],
  [/\b(?:kg|kilos?|grams?|kilograms?)\b/gi, 'metric', 'weights'],
  [/\bounces\b|\blbs\b|\bpounds (?:and|or) ounces\b/gi, 'imperial', 'weights'],
  [/\bcelsius\b|\bcentigrade\b|°c\b/gi, 'metric', 'temperatures'],
  [/\bfahrenheit\b|°f\b/gi, 'imperial', 'temperatures'],
  [/\b(?:millilit(?:er|re)s?|lit(?:er|re)s|ml)\b/gi, 'metric', 'volumes'],
  [/\b(?:in|use|used|no|not|of) cups\b|\bgallons\b|\bpints\b/gi, 'imperial', 'volumes'],
];
const wishForUnits =
  /\b(?:use[ds]?|using|in|into|give|convert|not|no|never|please|units?|always|want|with|to|for|prefer|wrong)\b/i;

const units: Finder = ({ text, answer }) => {
  if (!wishForUnits.test(text) && text.split(' ').length > 4) return [];
  const mentions = unitNames.flatMap(([pattern, system, kind]) =>
    [...text.matchAll(pattern)].map((found) => {
      const before = text.slice(0, found.index);
      const isPast =
        /\b(?:you (?:used|gave|wrote|said)|(?:from|convert)) (?:\w+ )?$/i.test(before) ||
        /^(?:used|not|no) /i.test(found[0]);
      const wished = !isPast && !isUnwished(text, found.index, found[0].length);
      return { system, kind, at: found.index, wished };
    }),
  );
  const wishes = mentions.filter(({ wished }) => wished);
  if (new Set(wishes.map(({ system }) => system)).size > 1) return [];
  const [mention] = mentions
    .filter(({ at }) => !isAside(text, at))
    .sort((one, other) => Number(other.wished) - Number(one.wished) || one.at - other.at);
  if (mention === undefined) return [];
  const wanted = mention.wished === (mention.system === 'metric') ? 'metric' : 'imperial';
  const kind =
    mention.kind ??
    unitKinds.find((one) => answer !== undefined && hasUnit(one, otherSystem(wanted), answer));
  return [named(kind === undefined ? `Has no ${otherSystem(wanted)} units` : `Has ${wanted} ${kind} only`)];
};

const money: Finder = ({ text }) => {
  if (
    !/\b(?:prices?|amounts?|costs?|currency|money|sums?|totals?|fares?|budgets?|use|in|not|said|asked|wanted|want)\b/i.test(
      text,
    )
  )
    return [];
  const names = Object.keys(currencies).filter((name) => !/^(?:rs|try|all)$/.test(name));
  const pattern = new RegExp(
    `(?<![\\p{L}\\d])(?:${names
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})(?![\\p{L}\\d])`,
    'giu',
  );
  const wished = [...text.matchAll(pattern)].find(
    (found) =>
      !isUnwished(text, found.index, found[0].length) &&
      !/\byou (?:used|gave|wrote) $/i.test(text.slice(0, found.index)),
  );
  const code = wished && currencies[wished[0].toLowerCase()];
  if (code === undefined) return [];
  const short = names.filter((name) => currencies[name] === code && !name.includes(' '));
  const singular = short.filter((name) => !(name.endsWith('s') && short.includes(name.slice(0, -1))));
  return [oneOf(singular.map(contains))];
};

const languageNames = Object.keys(languages)
  .sort((one, other) => other.length - one.length)
  .map(escaped)
  .join('|');
const languageWish = new RegExp(
  `(?:\\b(?:answer|reply|respond|replies|responses?|answers?|speak|talk|chat|communicate|everything|always|only|please|explain\\b[^.;]{0,30}|summari[sz]e\\b[^.;]{0,30}|(?:asked|wanted|write)(?: (?:it|for it|to me|back|everything|that))*)(?: (?:me|to me|only|back|always|be|should be|must be|everything|it|for it))*,? (?:in|into|for) (?:plain |simple |proper |correct )?|\\b(?:speak|asked for|wanted) (?:only )?|^(?:in )|^(?:use |only )?)(${languageNames})(?= (?:please|only|always|to me|with me|from now|unless|when|if|even|instead|for|not|and)\\b|[.,;!?]|$)`,
  'gi',
);
const spokenLanguage: Finder = ({ text }) =>
  [...text.matchAll(languageWish)]
    .filter((found) => !/(?:plain|simple) english$/i.test(found[0]))
    .filter((found) => !isAside(text, found.index) && !isUnwished(text, found.index, found[0].length))
    .map((found) => ({ kind: 'language', language: languages[(found[1] ?? '').toLowerCase()] ?? '' }));

/** "Use the word X, not Y", "say X instead of Y", "never say Y", "mention X", "call me X". */
const wording: Finder = ({ text, answer }) => {
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

const acting: Finder = ({ text }) => {
  const asks =
    /\b(?:(?:ask(?! (?:me )?(?:what|which|how|who|where|about|a question|questions)\b)|confirm|check with|warn)(?: me)?\b[^.;]{0,30}\b(?:before|first)\b|(?:before|without)\b[^.;]{0,40}\b(?:ask|confirm|asking|confirming|confirmation|permission)\b|(?:always )?confirm(?= (?:every|each|any|delet|with me))|(?:didn't|did not|should have) ask(?:ed)?\b)/i.exec(
      text,
    );
  const isLoose =
    asks &&
    /\b(?:without (?:asking|confirm\w*|permission)|don't ask|do not ask|no need to)\b/i.test(text) &&
    !/\b(?:never|don't|do not|not)\b[^.;]*\bwithout\b|\byou\b[^.;]*\bwithout\b/i.test(text);
  const declines =
    /^(?:please )?(?:always )?(?:refuse|decline)\b|\bsay (?:that you can't|you can't|that you cannot|you cannot)\b/i.test(
      text,
    );
  const secret =
    /\b(?:never|don't|do not|not)\b[^.;]*\b(?:show|reveal|repeat|print|write|share|include|quote|put|display|say)\b[^.;]*\b(?:passwords?|secrets?|credentials?|api keys?|card numbers?|pins?)\b/i.test(
      text,
    );
  return [
    asks && !isLoose ? { kind: 'confirms' } : undefined,
    declines ? { kind: 'declines' } : undefined,
    secret ? { kind: 'no-secret' } : undefined,
  ];
};

/** Shorter or longer than the answer that was wrong, by half: without it, "short" says nothing that can be counted. */
const lengthOfAnswer: Finder = ({ text, answer }) => {
  const words = countOf('words', answer ?? '');
  if (words < 4) return [];
  const short =
    /\btoo (?:long|wordy|verbose|much (?:text|detail|to read))\b|\b(?:shorter|concise|brief(?:ly)?|verbose|wordy|long-winded|rambl\w+|tl;?dr)\b|\b(?:be|keep|keep it|answers?|replies) (?:\w+ )?short\b|\bkeep\b[^.;]{0,30}\bshort\b|^(?:far |way |much )?too long\b/i;
  const long = /\btoo (?:short|brief|terse)\b|\b(?:longer|more detail(?:ed|s)?)\b/i;
  if (long.test(text) && !/\b(?:no|not|never) (?:any )?longer\b|\bless\b/i.test(text))
    return [atLeast('words', words * 2)];
  return short.test(text) &&
    !/\b(?:too|not so) (?:short|brief|concise)\b/i.test(text) &&
    !/\b(?:sentences|paragraphs|names?|titles?|variable)\b/i.test(text)
    ? [atMost('words', Math.floor(words / 2))]
    : [];
};

const finders: readonly Finder[] = [
  acting,
  yesOrNo,
  edges,
  lengths,
  units,
  having,
  wording,
  money,
  spokenLanguage,
  lengthOfAnswer,
];
const complaints: readonly Finder[] = [
  ({ text, answer }) => {
    const bad =
      /^(?:please )?(?:stop|no|not|drop|lose|don't|never)(?: (?:say|saying|use|using|call me|calling me|with the))? "?'?([\p{L}-]{3,20})"?'?(?: please)?[.!]*$/iu.exec(
        text,
      )?.[1];
    const stood =
      bad !== undefined && answer !== undefined && !passes(lacks(bad), { text: answer, tools: [] });
    return stood ? [lacks(bad)] : [];
  },
];
