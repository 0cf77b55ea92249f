import type { BigNumber } from 'mathjs';

/** A number as people type it, without its sign. What it means is for `readNumber` to say. */
export const numberSource = String.raw`\d(?:[\d.,'\u00a0\u202f]*\d)?`;

const mostDigits = 50;

interface Signs {
  point: string;
  group: string;
}

/** Always with the digits 0 to 9: the signs of a locale, not its numerals. */
function signsOf(locale: string): Signs {
  const parts = new Intl.NumberFormat(`${locale}-u-nu-latn`, { useGrouping: true }).formatToParts(1234567.8);
  const find = (wanted: string) => parts.find(({ type }) => type === wanted)?.value;
  return { point: find('decimal') ?? '.', group: find('group') ?? '' };
}

const known = new Map<string, Signs>();

function signs(locale: string): Signs {
  const found = known.get(locale) ?? signsOf(locale);
  known.set(locale, found);
  return found;
}

/**
 * The number in plain form ("1234.5"), read as the locale writes numbers: "1,5" is one and a half where the comma is the decimal
 * sign. Undefined where that leaves it open, such as "1,5" where the comma groups thousands.
 */
export function readNumber(written: string, locale: string): string | undefined {
  const text = written.replace(/[\u00a0\u202f']/g, '');
  if (text.replace(/\D/g, '').length > mostDigits) return undefined;
  if (/^\d+$/.test(text)) return text;
  // Both signs, or one of them twice, can be read in one way only.
  if (/^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/.test(text)) return text.replaceAll(',', '');
  if (/^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/.test(text))
    return text.replaceAll('.', '').replace(',', '.');
  const isComma = signs(locale).point === ',';
  if (/^\d{1,3},\d{3}$/.test(text)) return text.replace(',', isComma ? '.' : '');
  if (/^\d{1,3}\.\d{3}$/.test(text)) return isComma ? text.replace('.', '') : text;
  if (/^\d+\.\d+$/.test(text)) return text;
  return isComma && /^\d+,\d+$/.test(text) ? text.replace(',', '.') : undefined;
}

/** As the locale writes it: whole numbers in full up to 40 digits, others to 12 digits or `decimals` places. */
export function writeNumber(value: BigNumber, locale: string, decimals?: number): string {
  const isSmall = value.abs().lt(1);
  const rounded = value.isInteger()
    ? value
    : decimals === undefined
      ? value.toSignificantDigits(12)
      : isSmall
        ? value.toSignificantDigits(decimals)
        : value.toDecimalPlaces(decimals);
  if (rounded.isZero()) return '0';
  const exponent = rounded.e;
  const { point, group } = signs(locale);
  if (exponent >= 40 || exponent < -9) {
    const [digits = '', power = ''] = value.toSignificantDigits(12).toExponential().split('e');
    return `${digits.replace('.', point)} × 10^${Number(power)}`;
  }
  const [whole = '', fraction] = rounded.abs().toFixed().split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${rounded.isNegative() ? '-' : ''}${grouped}${fraction === undefined ? '' : point + fraction}`;
}

const ones =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen`.split(/\s+/);
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const compound = new RegExp(`\\b(${tens.join('|')})[- ](${ones.slice(1, 10).join('|')})\\b`, 'g');
const single = new RegExp(`\\b(${[...ones, ...tens].join('|')})\\b`, 'g');

/** "three plus twenty-five" becomes "3 plus 25". Lower case. */
export const withDigits = (low: string): string =>
  low
    .replace(
      compound,
      (_all, ten: string, one: string) => `${(tens.indexOf(ten) + 2) * 10 + ones.indexOf(one)}`,
    )
    .replace(single, (word) => {
      const place = ones.indexOf(word);
      return `${place === -1 ? (tens.indexOf(word) + 2) * 10 : place}`;
    });
