import { countOf, type CountedUnit } from './answer-text.ts';
import type { Check } from './check.ts';
import { atLeast, atMost, matches, named } from './make-check.ts';
import { isAside, type Finder } from './suggest-wish.ts';

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
export const lengths: Finder = ({ text, answer }) => {
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

/** Shorter or longer than the answer that was wrong, by half: without it, "short" says nothing that can be counted. */
export const lengthOfAnswer: Finder = ({ text, answer }) => {
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
