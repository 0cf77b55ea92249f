import { failure, success } from '../domain/result.ts';
import { toolError } from '../domain/tools/tool.ts';
import { defineTool, objectSchema, text } from './define-tool.ts';
import { later } from './later.ts';

const minute = 60_000;

interface Input {
  text: string;
  in_minutes?: number;
  at?: string;
}

export const setReminder = defineTool<'set_reminder', Input>({
  name: 'set_reminder',
  description: 'Reminds the person, in some minutes or at a time.',
  input: objectSchema(
    {
      text: text('what of, for example call Ana', 200),
      in_minutes: {
        type: 'number',
        description: 'minutes from now; not together with at',
        minimum: 0.1,
        maximum: 5_256_000,
      },
      at: text('local time, for example 2027-03-14T09:00', 19),
    },
    ['in_minutes', 'at'],
  ),
  output: { type: 'object' },
  tags: ['persistent_write'],
  perTurn: 2,
  async run({ text: what, in_minutes, at }, { reminders, now, timeZone }) {
    const given = now();
    // Two times that differ: whichever was taken could be the wrong one.
    if (in_minutes !== undefined && at !== undefined)
      return failure(toolError('input', 'Say when only once: either “in_minutes” or “at”.'));
    const calendar = await later(import('./local-time.ts'));
    if (!calendar.ok) return calendar;
    const { localTime, momentOf } = calendar.value;
    const due =
      in_minutes === undefined ? momentOf(at ?? '', timeZone) : Math.round(given + in_minutes * minute);
    if (due === undefined)
      return failure(toolError('input', 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'));
    if (due <= given) return failure(toolError('input', 'That time is over already.'));
    const added = await reminders.add({ kind: 'reminder', text: what, at: due });
    if (!added.ok) return added;
    // With its weekday, so that a wrong date is noticed.
    const when = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short', timeZone });
    return success({
      output: { text: what, at: localTime(due, timeZone) },
      said: `Reminder “${what}” set for ${when.format(due)}.`,
      undo: { kind: 'reminder', id: added.value.id },
    });
  },
});
