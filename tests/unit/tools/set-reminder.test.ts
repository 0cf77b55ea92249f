import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/domain/result.ts';
import { toolError } from '../../../src/domain/tools/tool.ts';
import { createToolRoom, now } from '../../fixtures/tool-room.ts';

describe('set_reminder', () => {
  it('counts minutes from now', async () => {
    const room = createToolRoom();
    const { output, said, undo } = await room.done('set_reminder', { text: 'call Ana', in_minutes: 90 });
    expect(room.reminders).toMatchObject([{ text: 'call Ana', at: now + 90 * 60_000, kind: 'reminder' }]);
    expect(output).toEqual({ text: 'call Ana', at: '2027-01-01T11:00' });
    expect(said).toMatch(/^Reminder “call Ana” set for Friday, January 1, 2027 at 11:00\sAM\.$/);
    expect(undo).toEqual({ kind: 'reminder', id: 'r1' });
  });

  it.each([
    ['Europe/Lisbon', '2027-03-14T09:00', '2027-03-14T09:00Z'],
    ['Europe/Lisbon', '2027-07-14 09:00:00', '2027-07-14T08:00Z'],
    ['Asia/Tokyo', '2027-03-14T09:00', '2027-03-14T00:00Z'],
    ['Asia/Kolkata', '2027-03-14T09:00', '2027-03-14T03:30Z'],
    ['America/New_York', '2027-03-13T09:00', '2027-03-13T14:00Z'],
    // The hour that is left out in spring, and the one that comes twice in autumn.
    ['America/New_York', '2027-03-14T02:30', '2027-03-14T07:30Z'],
    ['America/New_York', '2027-11-07T01:30', '2027-11-07T05:30Z'],
    ['America/New_York', '2027-11-07T12:00', '2027-11-07T17:00Z'],
  ])('in %s, %s is %s', async (timeZone, at, moment) => {
    const room = createToolRoom({}, { timeZone });
    await room.done('set_reminder', { text: 'x', at });
    expect(room.reminders[0]?.at).toBe(Date.parse(moment));
  });

  it.each([
    [{ text: 'x', at: '2026-12-31T09:00' }, 'That time is over already.'],
    [{ text: 'x', at: '2027-01-01T09:30' }, 'That time is over already.'],
    [{ text: 'x' }, 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'],
    [{ text: 'x', at: 'tomorrow' }, 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'],
    [{ text: 'x', at: '2027-02-30T09:00' }, 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'],
    [{ text: 'x', at: '2027-03-14T25:00' }, 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'],
    [{ text: 'x', at: '2027-03-14T09:00Z' }, 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'],
    [{ text: 'x', at: '2027-03-14' }, 'Say when: either “in_minutes”, or “at” as 2027-03-14T09:00.'],
    [
      { text: 'x', at: '2027-03-14T09:00', in_minutes: 5 },
      'Say when only once: either “in_minutes” or “at”.',
    ],
  ])('refuses %j', async (input, sentence) => {
    const room = createToolRoom();
    expect(await room.refused('set_reminder', input)).toEqual(toolError('input', sentence));
    expect(room.reminders).toEqual([]);
  });

  it('passes on that there is no room', async () => {
    const full = failure(toolError('quota', 'All places are in use.'));
    const room = createToolRoom();
    room.powers.reminders.add = async () => full;
    expect(await room.refused('set_reminder', { text: 'x', in_minutes: 1 })).toEqual(full.error);
  });
});
