import type { Check } from './check.ts';
import { atLeast, atMost, contains, lacks, named } from './make-check.ts';
import { isAside, isUnwished, type Finder } from './suggest-wish.ts';

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

/** "Use a table", "no emoji". */
export const having: Finder = ({ text, isComplaint }) => {
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
