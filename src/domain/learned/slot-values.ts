import { currencies, languages } from './slot-words.ts';
import type { TypedSlot } from './slots.ts';

/** Values that a screen may offer in a list; where there is none, any short text will do. */
export const fixedValues: Partial<Record<TypedSlot, readonly string[]>> = {
  units: ['metric', 'imperial'],
  time_format: ['24h', '12h'],
  week_start: ['monday', 'sunday', 'saturday'],
  verbosity: ['short', 'detailed'],
  emoji: ['never', 'sparingly', 'often'],
};

const longest = 60;

const sameWords: Partial<Record<TypedSlot, Record<string, string>>> = {
  units: { si: 'metric', kilometres: 'metric', celsius: 'metric', miles: 'imperial', fahrenheit: 'imperial' },
  time_format: {
    '24-hour': '24h',
    '24 hour': '24h',
    '24': '24h',
    '12-hour': '12h',
    '12 hour': '12h',
    '12': '12h',
  },
  verbosity: { brief: 'short', concise: 'short', long: 'detailed', thorough: 'detailed' },
  emoji: { none: 'never', no: 'never', off: 'never', some: 'sparingly', few: 'sparingly' },
};

/** The one form of a value that was written by hand or imported; undefined where it is not understood. A normal form stays itself. */
export function normalSlotValue(slot: TypedSlot, written: string): string | undefined {
  const value = written.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (value === '' || value.length > longest) return undefined;
  const low = value.toLowerCase().replace(/\.$/, '');
  switch (slot) {
    case 'language':
      return languages[low] ?? (/^[\p{L} ()-]+$/u.test(value) ? value : undefined);
    case 'currency':
      return currencies[low] ?? (/^[A-Z]{3}$/i.test(value) ? value.toUpperCase() : undefined);
    case 'units':
    case 'time_format':
    case 'week_start':
    case 'verbosity':
    case 'emoji': {
      const known = sameWords[slot]?.[low] ?? low;
      return fixedValues[slot]?.includes(known) || weekdays.includes(known) ? known : undefined;
    }
    case 'date_format':
      return dateFormat(value);
    default:
      return value;
  }
}

const weekdays = ['tuesday', 'wednesday', 'thursday', 'friday'];

/** "dd/mm/yyyy" in capitals; words such as "day first" stay as they are. */
function dateFormat(value: string): string | undefined {
  if (/^[dmy]{1,4}\s*[-./]\s*[dmy]{1,4}\s*[-./]\s*[dmy]{1,4}$/i.test(value))
    return value.replace(/\s+/g, '').toUpperCase();
  return /\b(?:day|month|year|iso|words?|written)\b/i.test(value) ? value : undefined;
}
