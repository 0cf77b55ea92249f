import { stemOf } from './pair-stem.ts';

/** A bound that a text puts on something countable. `low` and `high` are inclusive. */
export interface Bound {
  unit: string;
  low: number;
  high: number;
}

const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const tens: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  eighty: 80,
  hundred: 100,
  thousand: 1000,
  single: 1,
  couple: 2,
  dozen: 12,
};
const unitNames: Readonly<Record<string, string>> = {
  hour: 'minut',
  people: 'portion',
  person: 'portion',
  serving: 'portion',
  servings: 'portion',
  guests: 'portion',
  persons: 'portion',
  portions: 'portion',
  columns: 'character',
  characters: 'character',
  portion: 'portion',
  guest: 'portion',
  column: 'character',
  decimal: 'decimal',
  place: 'decimal',
};
const most = String.raw`(?:at most|no (?:\w+ )?(?:more|longer|greater|higher|wider|larger) than|not (?:\w+ )?(?:more|longer) than|never (?:\w+ )?(?:more|longer|beyond|over|above|exceed\w*)(?: than)?|(?:no|nothing|never) \w+ (?:over|above|beyond|longer than|more than)|(?:do not|don't|never|not) exceed\w*|up to|a maximum of|maximum of|max(?:imum)?|within|under|below|beneath|less than|fewer than|shorter than|limit(?:ed)?(?: \w+){0,3} to|cap(?:ped)?(?: \w+){0,3} (?:to|at)|stay below|inside)`;
const least = String.raw`(?:at least|no (?:fewer|less|shorter) than|not (?:less|fewer) than|never (?:\w+ )?(?:under|below|less than|fewer than)|a minimum of|minimum(?: of)?|over|above|more than|longer than|beyond|upwards of|from)`;
const numeral = String.raw`(\d+(?:[.,]\d+)?|${[...numberWords, ...Object.keys(tens)].join('|')}|half an?)`;
const bounded = new RegExp(
  String.raw`(?:\b(${most})|\b(${least}))?\s*(?:the |an? |exactly |of )?\b${numeral}(?:[ -](thousand|hundred))?[ -]*((?!(?:at|or|max|maximum|minimum)\b)[a-z]+)?(?: ((?!(?:at|or|max|maximum|minimum)\b)[a-z]+))?((?: \w+){0,2}? (?:or (?:fewer|less)|at (?:the )?most|max(?:imum)?)|,? at most| max(?:imum)?)?( or (?:more|longer)|,? (?:at least|minimum|or over|upwards))?`,
  'g',
);

/** Figures of a text with what they count: "under 80 words" is words, 0 to 79. An hour is 60 minutes. */
export function boundsOf(text: string): Bound[] {
  return [...text.toLowerCase().matchAll(bounded)].map((match) => {
    const [, upper, lower, figure = '', times, first = '', second = '', after, afterMore] = match;
    let value = valueOf(figure) * (times === 'hundred' ? 100 : times === 'thousand' ? 1000 : 1);
    if (first === 'hour' || first === 'hours') value *= 60;
    if (figure.startsWith('half') && first.startsWith('hour')) value = 30;
    const unit = unitOf(first, second);
    const strict = upper !== undefined && /under|below|less|fewer|shorter|beneath/.test(upper) ? 1 : 0;
    if (upper !== undefined || after !== undefined) return { unit, low: 0, high: value - strict };
    if (lower !== undefined || afterMore !== undefined) return { unit, low: value, high: Infinity };
    return { unit, low: value, high: value };
  });
}

/** How two bounds of the same thing stand to each other; undefined if they are about different things. */
export function boundRelation(one: Bound, other: Bound): 'equal' | 'apart' | 'within' | undefined {
  if (one.unit !== other.unit || one.unit === '') return undefined;
  if (one.high < other.low || other.high < one.low) return 'apart';
  const near = (left: number, right: number) => left === right || Math.abs(left - right) <= 1;
  return near(one.low, other.low) &&
    near(one.high, other.high) &&
    (one.low === one.high) === (other.low === other.high)
    ? 'equal'
    : 'within';
}

function valueOf(figure: string): number {
  if (figure.startsWith('half')) return 0.5;
  const place = numberWords.indexOf(figure);
  return place >= 0 ? place : (tens[figure] ?? Number(figure.replace(',', '.')));
}

const adjectives =
  /^(?:short|full|long|main|small|whole|different|good|or|new|clear|other|simple|brief|extra|single)$/;

function unitOf(first: string, second: string): string {
  const word = adjectives.test(first) ? second : first;
  if (/^(?:and|in|to|for|of|per|the|a|at|on|when|is|are|am|pm|by|if|with)?$/.test(word)) return '';
  const stem = stemOf(word);
  return unitNames[word] ?? unitNames[stem] ?? stem;
}
