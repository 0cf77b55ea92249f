import { success } from '../domain/result.ts';
import { defineTool, objectSchema } from './define-tool.ts';
import { later } from './later.ts';

export const dateTime = defineTool<'date_time', object>({
  name: 'date_time',
  description: 'Tells the date, the time, the weekday and the week now.',
  input: objectSchema({}),
  output: { type: 'object' },
  tags: [],
  perTurn: 2,
  async run(_input, { now, timeZone }) {
    const calendar = await later(import('./local-time.ts'));
    if (!calendar.ok) return calendar;
    const { isoWeek, localTime } = calendar.value;
    const at = now();
    const [date = '', time = ''] = localTime(at, timeZone).split('T');
    const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'long' }).format(at);
    return success({
      output: { date, time, weekday, iso_week: isoWeek(date), time_zone: timeZone },
      said: `It is ${weekday}, ${date}, ${time} (${timeZone}).`,
    });
  },
});
