import { asked, type Reading } from './context.ts';
import { spell, valueOf } from './expression.ts';
import { withDigits, writeNumber } from './numbers.ts';

/**
 * The value of a sum such as "12 * (3 + 4)", read and written as the locale writes numbers. Undefined for what is no sum, can be
 * read in two ways, has no value, or is too large to be of use.
 */
export function calculate(expression: string, locale = 'en'): string | undefined {
  const sum = spell(expression, locale);
  const value = sum && valueOf(sum);
  return value && writeNumber(value, locale);
}

/** Dates, telephone numbers, sizes and sayings: "24/7", "555-1234", "4x4". */
const likeness = /^\d+!$|^\d+(?:[-/]\d+)+$|^\d+x\d+$|^\d{3}[- ]\d{3,4}[- ]\d{3,4}$/;
const saying = /^\d{1,2}[-/]\d{1,2}$/;

/** "what's 12*(3+4)?", "17 times 23", "square root of 2". */
export const readArithmetic: Reading = ({ low, equals, context }) => {
  const { core, led, reckon } = asked(withDigits(low));
  const isCertain = equals || reckon;
  if (!isCertain && (saying.test(core) || (!led && likeness.test(core)))) return undefined;
  const sum = spell(core, context.locale);
  if (sum?.reckons !== true) return undefined;
  const value = valueOf(sum);
  return (
    value && {
      kind: 'answer',
      interpretation: pretty(core),
      text: writeNumber(value, context.locale),
      reckons: true,
    }
  );
};

const pretty = (core: string): string =>
  core
    .replace(/\s*\*\*\s*/g, '^')
    .replace(/\s*(?:\*|(?<=[\d) ])x(?=[\d( ]))\s*/g, ' × ')
    .replace(/(?<=[\d)])\s*([+/])\s*/g, ' $1 ');
