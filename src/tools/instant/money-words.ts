import { currencies } from '../../domain/learned/slot-words.ts';
import type { InstantContext } from './context.ts';

const codes = new Set(Intl.supportedValuesOf('currency'));
/** Words that are currencies of several countries: the well-known one is meant, unless the person prefers one of the others. */
const shared: Readonly<Record<string, readonly string[]>> = {
  dollar: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
  dollars: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
  pound: ['GBP', 'EGP'],
  pounds: ['GBP', 'EGP'],
};

/** The ISO 4217 code of a currency as people name it, in lower case; undefined for a word that is none. */
export function currencyOf(word: string, { preferences }: InstantContext): string | undefined {
  const low = word.trim().toLowerCase();
  const several = Object.hasOwn(shared, low) ? shared[low] : undefined;
  if (several !== undefined) return several.find((code) => code === preferences.currency) ?? several[0];
  if (Object.hasOwn(currencies, low)) return currencies[low];
  const code = low.toUpperCase();
  return /^[A-Z]{3}$/.test(code) && codes.has(code) ? code : undefined;
}

/** A sum of money as the locale writes it, with the cents that the currency has. */
export const writeMoney = (value: number, code: string, locale: string): string =>
  new Intl.NumberFormat(`${locale}-u-nu-latn`, { style: 'currency', currency: code }).format(value);
