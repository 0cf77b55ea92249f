import type { InstantIntent, Rate } from '../../domain/tools/instant.ts';
import { asked, type InstantContext, type Reading } from './context.ts';
import { currencyOf, writeMoney } from './money-words.ts';
import { numberSource, readNumber, withDigits } from './numbers.ts';

const word = String.raw`([$€£¥₹]|[a-złé. ]{2,24}?)`;
const money = String.raw`(?:([$€£¥₹]) ?(${numberSource})|(${numberSource}) ?${word})`;
const convert = new RegExp(
  `^(?:convert |exchange )?${money} (?:in|to|into|as) ${word}(?: at (?:a rate of )?(${numberSource}))?$`,
);
const howMany = new RegExp(`^how (?:many|much) ${word} (?:is|are) ${money}$`);
const bare = new RegExp(`^(convert )${money}$`);
const pair = new RegExp(
  `^(?:(?:current )?(?:exchange )?rate (?:of |for |from )?)?${word}(?: to |/| in | )${word}(?: (?:exchange )?rate)?$`,
);
const given = new RegExp(`^(?:(?:the )?(?:exchange )?rate(?: is)?:? ?)?${money} ?(?:=|is|equals) ?${money}$`);
const set = new RegExp(
  `^(?:set )?(?:the )?(?:exchange )?rate (?:of |for |from )?${word}(?: to |/| )${word} (?:(?:to|=|is) )?(${numberSource})$`,
);

/** Codes that are words: "all to try" asks for no rate. */
const everyday = /^(?:all|bam|ban|cup|gel|kid|lei|mad|mop|pen|sos|top|try|won)$/;

interface Money {
  value: number;
  code: string;
}

/** Four groups of `money`: sign and number, or number and word. */
function readMoney(groups: readonly (string | undefined)[], context: InstantContext): Money | undefined {
  const [sign, after, before, name] = groups;
  const code = currencyOf(sign ?? name ?? '', context);
  const read = readNumber(after ?? before ?? '', context.locale);
  return code === undefined || read === undefined ? undefined : { code, value: Number(read) };
}

/** "rate 1 USD = 0.92 EUR" */
export const readRate: Reading = ({ low, context }) => {
  const text = withDigits(low);
  const said = set.exec(text);
  if (said !== null) {
    const from = currencyOf(said[1] ?? '', context);
    const to = currencyOf(said[2] ?? '', context);
    const rate = readNumber(said[3] ?? '', context.locale);
    return rate === undefined ? undefined : rated(from, to, Number(rate));
  }
  const found = given.exec(text);
  if (found === null) return undefined;
  const from = readMoney(found.slice(1, 5), context);
  const to = readMoney(found.slice(5, 9), context);
  return from && to && from.value > 0
    ? rated(from.code, to.code, Number((to.value / from.value).toPrecision(12)))
    : undefined;
};

const rated = (from: string | undefined, to: string | undefined, rate: number): InstantIntent | undefined =>
  from === undefined || to === undefined || from === to || !(rate > 0 && rate < 1e9)
    ? undefined
    : { kind: 'rate', from, to, rate, interpretation: `a rate: 1 ${from} = ${rate} ${to}` };

/** "100 usd in eur at 0.92"; without a rate in it, by the newest that the person gave. */
export const readCurrency: Reading = ({ low, context }) => {
  const { core, led } = asked(low);
  const found = convert.exec(core);
  if (found !== null) {
    const from = readMoney(found.slice(1, 5), context);
    const to = currencyOf(found[5] ?? '', context);
    if (from === undefined || to === undefined) return undefined;
    const written = found[6];
    if (written === undefined) return exchange(from, to, context);
    const rate = Number(readNumber(written, context.locale));
    return rate > 0 ? exchange(from, to, context, rate) : undefined;
  }
  const many = howMany.exec(low);
  if (many !== null) {
    const from = readMoney(many.slice(2, 6), context);
    const to = currencyOf(many[1] ?? '', context);
    if (from !== undefined && to !== undefined) return exchange(from, to, context);
  }
  const alone = bare.exec(led ? `convert ${core}` : core);
  if (alone !== null) {
    const from = readMoney(alone.slice(2, 6), context);
    const to = context.preferences.currency;
    return from && to !== undefined ? exchange(from, to, context) : undefined;
  }
  const both = pair.exec(core);
  if (both === null || both.slice(1).some((name) => everyday.test(name))) return undefined;
  const from = currencyOf(both[1] ?? '', context);
  const to = currencyOf(both[2] ?? '', context);
  return from !== undefined && to !== undefined ? exchange({ code: from, value: 1 }, to, context) : undefined;
};

function exchange(
  { code, value }: Money,
  to: string,
  context: InstantContext,
  said?: number,
): InstantIntent | undefined {
  if (code === to) return undefined;
  const { locale } = context;
  const interpretation = `${writeMoney(value, code, locale)} (${code}) in ${to}`;
  if (said !== undefined)
    return {
      kind: 'answer',
      interpretation: `${interpretation}, at 1 ${code} = ${said} ${to}`,
      text: writeMoney(value * said, to, locale),
    };
  const rate = newest(context.rates ?? [], code, to);
  if (rate === undefined)
    return {
      kind: 'answer',
      interpretation,
      text: `Assent has no rate for ${code} to ${to}. Give one the way of “rate 1 USD = 0.92 EUR”.`,
    };
  const result = value * (rate.from === code ? rate.rate : 1 / rate.rate);
  return {
    kind: 'answer',
    interpretation,
    text: `${writeMoney(result, to, locale)} (at your rate of ${age(rate.at, context.now)}: 1 ${rate.from} = ${rate.rate} ${rate.to})`,
  };
}

const newest = (rates: readonly Rate[], from: string, to: string): Rate | undefined =>
  rates
    .filter((rate) => (rate.from === from && rate.to === to) || (rate.from === to && rate.to === from))
    .toSorted((one, other) => other.at - one.at)[0];

function age(at: number, now: number): string {
  const days = Math.floor(Math.max(0, now - at) / 86_400_000);
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}
