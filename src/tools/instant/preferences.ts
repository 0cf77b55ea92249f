import type { Slot } from '../../domain/learned/slots.ts';
import type { LearnedItem } from '../../domain/learned/state.ts';

export interface InstantPreferences {
  units?: 'metric' | 'imperial';
  /** ISO 4217, in capitals. */
  currency?: string;
  /** "DD/MM/YYYY", or words such as "day first". */
  dateFormat?: string;
  timeFormat?: '12' | '24';
  firstDay?: 'monday' | 'sunday' | 'saturday';
  language?: string;
}

/** What active items say of units, money, dates and times. Those for one occasion only say nothing here; the newest counts. */
export function instantPreferences(items: readonly LearnedItem[]): InstantPreferences {
  const valueOf = (wanted: Slot) =>
    items.findLast(({ kind, scope, slot }) => kind === 'preference' && scope === 'always' && slot === wanted)
      ?.text;
  const units = valueOf('units');
  const currency = valueOf('currency');
  const dateFormat = valueOf('date_format');
  const timeFormat = valueOf('time_format')?.slice(0, 2);
  const firstDay = valueOf('week_start');
  const language = valueOf('language');
  return {
    ...((units === 'metric' || units === 'imperial') && { units }),
    ...(currency !== undefined && /^[A-Z]{3}$/.test(currency) && { currency }),
    ...(dateFormat !== undefined && { dateFormat }),
    ...((timeFormat === '12' || timeFormat === '24') && { timeFormat }),
    ...((firstDay === 'monday' || firstDay === 'sunday' || firstDay === 'saturday') && { firstDay }),
    ...(language !== undefined && { language }),
  };
}
