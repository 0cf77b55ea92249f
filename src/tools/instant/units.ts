import { asked, type InstantContext, type Reading } from './context.ts';
import { decimal, mathematics, type BigNumber } from './mathematics.ts';
import { numberSource, readNumber, withDigits, writeNumber } from './numbers.ts';
import { fullLabel, unitOf, type Unit } from './unit-table.ts';

const unitSource = String.raw`(["'°\p{L}][\p{L}\d²³/ ]*|["'])`;
/** Before "are in", which a greedy one would swallow. */
const lazyUnit = String.raw`(["'°\p{L}][\p{L}\d²³/ ]*?)`;
const quantity = String.raw`([-−]?${numberSource}|half an?|an?) ?(?:degrees? )?${unitSource}`;
const convert = new RegExp(
  `^(?:convert )?${quantity} (?:in|to|into|as) (?:an? |degrees? )?${unitSource}$`,
  'u',
);
const howMany = new RegExp(
  `^how (?:many|much) ${lazyUnit} (?:(?:are |is )?(?:there )?in|is|are|make) ${quantity}$`,
  'u',
);
const bare = new RegExp(`^(convert )?${quantity}$`, 'u');
const feetAndInches = new RegExp(
  String.raw`^(?:convert )?(\d+) ?(?:ft|feet|foot|') ?(\d{1,2}) ?(?:in|inch|inches|"|'')? (?:in|to|into) (cm|m|centimet(?:er|re)s?|met(?:er|re)s?)$`,
);

/** "5 miles in km", "how many feet are in a mile"; without a target, what the person prefers. */
export const readUnits: Reading = ({ low, context }) => {
  const whole = withDigits(low);
  const { core } = asked(whole);
  const tall = feetAndInches.exec(core);
  if (tall !== null) {
    const [, feet = '', inches = '', to = ''] = tall;
    const inch = unitOf('in', context.locale);
    const target = unitOf(to, context.locale);
    if (inch === undefined || target === undefined || Number(inches) > 11) return undefined;
    const value = decimal(feet).times(12).plus(inches);
    return answer(value, inch, target, context, `${feet} ft ${inches} in`);
  }
  const many = howMany.exec(whole);
  if (many !== null) {
    const [, to = '', number = '', from = ''] = many;
    return between(number, from, to, context);
  }
  const found = convert.exec(core);
  if (found !== null) {
    const [, number = '', from = '', to = ''] = found;
    return between(number, from, to, context);
  }
  const alone = bare.exec(core);
  return alone === null ? undefined : preferred(alone[2] ?? '', alone[3] ?? '', context);
};

const readAmount = (written: string, locale: string): BigNumber | undefined => {
  if (/^an?$/.test(written)) return decimal(1);
  if (written.startsWith('half')) return decimal('0.5');
  const read = readNumber(written.replace(/^[-−]/, ''), locale);
  return read === undefined ? undefined : decimal(/^[-−]/.test(written) ? `-${read}` : read);
};

function between(number: string, fromName: string, toName: string, context: InstantContext) {
  const value = readAmount(number, context.locale);
  let from = unitOf(fromName, context.locale);
  let to = unitOf(toName, context.locale);
  if (value === undefined || from === undefined || to === undefined) return undefined;
  // Ounces are a weight, but beside a volume they are fluid ones.
  if (from.id === 'oz' && to.dimension === 'volume') from = unitOf('fl oz', context.locale) ?? from;
  if (to.id === 'oz' && from.dimension === 'volume') to = unitOf('fl oz', context.locale) ?? to;
  const dimensions = [from.dimension, to.dimension];
  if (dimensions.includes('mass') && dimensions.includes('volume'))
    return byDensity(value, from, to, context);
  return answer(value, from, to, context);
}

function preferred(number: string, fromName: string, context: InstantContext) {
  const value = readAmount(number, context.locale);
  const from = unitOf(fromName, context.locale);
  const { units } = context.preferences;
  if (value === undefined || /^(?:half )?an?$/.test(number) || from?.like === undefined) return undefined;
  const to = unitOf(from.like, context.locale);
  if (units === undefined || from.system === units || to === undefined) return undefined;
  return answer(value, from, to, context);
}

function answer(value: BigNumber, from: Unit, to: Unit, { locale }: InstantContext, written?: string) {
  if (from.dimension !== to.dimension || from.id === to.id) return undefined;
  // A negative length is a slip of the pen; a temperature below nought is not.
  if (value.isNegative() && from.dimension !== 'temperature') return undefined;
  const result = mathematics.unit(value.times(from.factor), from.base).toNumeric(to.base) as BigNumber;
  const text = `${writeNumber(decimal(result.toString()).div(to.factor), locale, 4)} ${to.label}`;
  const amount = written ?? `${writeNumber(value, locale)} ${fullLabel(from, locale)}`;
  return { kind: 'answer', interpretation: `${amount} in ${fullLabel(to, locale)}`, text } as const;
}

/** Honest about what cannot be known, with water as the example that can. */
function byDensity(value: BigNumber, from: Unit, to: Unit, { locale }: InstantContext) {
  const grams = mathematics
    .unit(value.times(from.factor), from.base)
    .toNumeric(from.dimension === 'mass' ? 'g' : 'ml') as BigNumber;
  const perUnit = mathematics
    .unit(decimal(to.factor), to.base)
    .toNumeric(to.dimension === 'mass' ? 'g' : 'ml') as BigNumber;
  const amount = `${writeNumber(value, locale)} ${fullLabel(from, locale)}`;
  return {
    kind: 'answer',
    interpretation: `${amount} in ${to.label}`,
    text: `That depends on what it is: one is a volume, the other a weight. Of water, it is about ${writeNumber(grams.div(perUnit), locale, 1)} ${to.label}.`,
  } as const;
}
