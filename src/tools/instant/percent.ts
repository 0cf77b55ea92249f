import { asked, type Ask, type Reading } from './context.ts';
import { decimal, type BigNumber } from './mathematics.ts';
import { currencyOf, writeMoney } from './money-words.ts';
import { numberSource, readNumber, withDigits, writeNumber } from './numbers.ts';

/** A number, perhaps with a sign of money before it. */
const amount = String.raw`([$€£¥]?)\s?(${numberSource})`;
const share = String.raw`(${numberSource}) ?(?:%|percent|per cent|pct)`;
const inPercent = String.raw`(?: (?:in|as(?: an?)?) (?:%|percent|percentage|per cent))`;

interface Amounts {
  /** In the order in which they stand there. */
  values: BigNumber[];
  /** Writes a result in the money that was named, if any. */
  write(value: BigNumber): string;
  plain(value: BigNumber): string;
}

interface Answer {
  interpretation: string;
  text: string;
}

type Make = (amounts: Amounts, ...values: BigNumber[]) => Answer | undefined;

const hundred = decimal(100);

const of: Make = ({ write, plain }, part, whole) =>
  part &&
  whole && {
    interpretation: `${plain(part)} % of ${write(whole)}`,
    text: write(whole.times(part).div(hundred)),
  };
const more: Make = ({ write, plain }, whole, part) =>
  part &&
  whole && {
    interpretation: `${write(whole)} plus ${plain(part)} %`,
    text: write(whole.plus(whole.times(part).div(hundred))),
  };
const less: Make = ({ write, plain }, whole, part) =>
  part &&
  whole && {
    interpretation: `${write(whole)} minus ${plain(part)} %`,
    text: write(whole.minus(whole.times(part).div(hundred))),
  };
const ratio: Make = ({ write, plain }, part, whole) =>
  part && whole && !whole.isZero()
    ? {
        interpretation: `${write(part)} of ${write(whole)}, in percent`,
        text: `${plain(part.div(whole).times(hundred))}%`,
      }
    : undefined;
const change: Make = ({ write, plain }, from, to) => {
  if (!from || !to || from.isZero()) return undefined;
  const percent = to.minus(from).div(from).times(hundred);
  return {
    interpretation: `the change from ${write(from)} to ${write(to)}, in percent`,
    text: `${percent.gt(0) ? '+' : ''}${plain(percent)}%`,
  };
};
const swapped =
  (make: Make): Make =>
  (amounts, one, other) =>
    one && other && make(amounts, other, one);
const fraction =
  (name: string, parts: number): Make =>
  ({ write }, whole) =>
    whole && { interpretation: `${name} of ${write(whole)}`, text: write(whole.div(parts)) };

const patterns: readonly [string, Make][] = [
  [`${share} of ${amount}`, of],
  [`(?:an? )?${share} (?:tip|gratuity) (?:on|for) ${amount}`, of],
  [`${amount} ?(?:\\+|plus) ?${share}`, more],
  [`(?:increase|raise) ${amount} by ${share}`, more],
  [`(?:add )${share} to ${amount}`, swapped(more)],
  [`${share} more than ${amount}`, swapped(more)],
  [`${amount} ?(?:-|−|minus|less) ?${share}`, less],
  [`(?:decrease|reduce|lower) ${amount} by ${share}`, less],
  [`${share} (?:off|less than) ${amount}`, swapped(less)],
  [`(?:percent|percentage|per cent|%) is ${amount} of ${amount}`, ratio],
  [`(?:percent|percentage|per cent|%) of ${amount} is ${amount}`, swapped(ratio)],
  [`${amount} is (?:what|which|how many) (?:percent|percentage|per cent|%) of ${amount}`, ratio],
  [`${amount} (?:of|out of|from) ${amount}${inPercent}`, ratio],
  [`${amount} as (?:an? |the )?(?:percent|percentage|per cent|%) of ${amount}`, ratio],
  [`(?:change )?from ${amount} to ${amount}${inPercent}`, change],
  [`(?:percent|percentage|%) (?:change|increase|decrease|difference) from ${amount} to ${amount}`, change],
  [`half of ${amount}`, fraction('half', 2)],
  [`(?:a|one|1) third of ${amount}`, fraction('a third', 3)],
  [`(?:a|one|1) quarter of ${amount}`, fraction('a quarter', 4)],
];
const compiled = patterns.map(([source, make]) => ({ pattern: new RegExp(`^${source}$`), make }));

/** "12% of 340", "340 plus 12%", "what percent is 30 of 120", "from 80 to 100 in percent". */
export const readPercent: Reading = ({ low, context }) => {
  const core = withDigits(
    asked(low.replace(/^(?:what|which|how many) (?=percent|percentage|per cent|%)/, 'what is ')).core,
  );
  for (const { pattern, make } of compiled) {
    const found = pattern.exec(core);
    if (found === null) continue;
    const amounts = readAmounts(found.slice(1), context);
    const answer = amounts && make(amounts, ...amounts.values);
    return answer && { kind: 'answer', ...answer, reckons: true };
  }
  return undefined;
};

function readAmounts(groups: readonly (string | undefined)[], context: Ask['context']): Amounts | undefined {
  const values: BigNumber[] = [];
  let sign = '';
  for (const group of groups) {
    if (group === undefined || group === '') continue;
    if (/^[$€£¥]$/.test(group)) {
      if (sign !== '' && sign !== group) return undefined;
      sign = group;
      continue;
    }
    const read = readNumber(group, context.locale);
    if (read === undefined) return undefined;
    values.push(decimal(read));
  }
  const code = sign === '' ? undefined : currencyOf(sign, context);
  const plain = (value: BigNumber) => writeNumber(value, context.locale);
  const write =
    code === undefined ? plain : (value: BigNumber) => writeMoney(value.toNumber(), code, context.locale);
  return { values, write, plain };
}
