import type { InstantIntent } from '../../domain/tools/instant.ts';
import { readArithmetic } from './arithmetic.ts';
import { prepare, type InstantContext, type Reading } from './context.ts';
import { readCancel } from './cancel.ts';
import { readCurrency, readRate } from './currency.ts';
import { readDates } from './dates.ts';
import { readList, readNote } from './notes-and-lists.ts';
import { readPercent } from './percent.ts';
import { readQuestion } from './questions.ts';
import { readReminder } from './reminders.ts';
import { readTimer } from './timers.ts';
import { readUnits } from './units.ts';
import { readZones } from './zones.ts';

/** The first that explains the whole text counts. Words of one's own come before reckoning: "note: 2 + 2" is a note. */
const readings: readonly Reading[] = [
  readQuestion,
  readNote,
  readCancel,
  readReminder,
  readTimer,
  readPercent,
  readList,
  readRate,
  readArithmetic,
  readUnits,
  readCurrency,
  readZones,
  readDates,
];

/** Reads what needs no model. Undefined unless a pattern explains all of the text: nothing is guessed. */
export function createInstantReader(): {
  read(text: string, context: InstantContext): InstantIntent | undefined;
} {
  return {
    read(text, context) {
      const ask = prepare(text, context);
      if (ask === undefined) return undefined;
      for (const reading of readings) {
        const intent = reading(ask);
        if (intent !== undefined) return intent;
      }
      return undefined;
    },
  };
}
