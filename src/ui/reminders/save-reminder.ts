import type { Reminder } from '../../domain/ports-tools.ts';
import { toIcs } from '../../domain/tools/ics.ts';
import { reminderName } from '../../domain/tools/due-words.ts';
import { saveFile } from '../settings/save-file.ts';

/** "call-ana.ics": letters and figures of any script, which every system takes. */
export function icsFileName(reminder: Pick<Reminder, 'text' | 'kind'>): string {
  const words = reminderName(reminder)
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const name = [...(words ?? []).join('-')].slice(0, 40).join('').replace(/-$/, '');
  return `${name || reminder.kind}.ics`;
}

/** Offers the reminder as a file that calendars take. */
export const saveReminder = (reminder: Reminder): void =>
  saveFile({
    fileName: icsFileName(reminder),
    mediaType: 'text/calendar;charset=utf-8',
    text: toIcs(reminder, Date.now(), location.hostname),
  });
