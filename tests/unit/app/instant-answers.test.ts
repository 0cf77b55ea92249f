import { beforeEach, describe, expect, it } from 'vitest';
import type { InstantIntent } from '../../../src/domain/tools/instant.ts';
import { StorageFailure } from '../../../src/domain/storage-failure.ts';
import { createWorld, settle } from './fakes.ts';

const intents: Record<string, InstantIntent> = {
  sum: { kind: 'answer', text: '84', interpretation: '12 × 7' },
  note: { kind: 'note', text: 'buy milk', interpretation: 'a note' },
  secret: { kind: 'note', text: 'key AKIAIOSFODNN7EXAMPLE', interpretation: 'a note' },
  timer: { kind: 'timer', ms: 60_000, label: '', interpretation: 'a timer' },
  undo: { kind: 'undo', interpretation: 'undo' },
};

let world: ReturnType<typeof createWorld>;

beforeEach(async () => {
  world = createWorld({ instant: (text) => intents[text] });
  const { memory, log } = world;
  memory.stores.together = async (work) => {
    log.push('(');
    const value = await work(memory.stores);
    log.push(')');
    return value;
  };
  await world.app.start();
  await settle();
  log.length = 0;
});

const send = async (text: string) => {
  const sent = await world.app.chat.send(text, []);
  await settle();
  return sent;
};

const shown = () =>
  world.app.chat.rows.flatMap((row) => (row.kind === 'assistant' ? [row.message.shown] : []));
const notes = async () => (await world.memory.stores.workspace.list()).map(({ path }) => path);

/** The turn's own transaction fails. */
const failAppend = (times: number) => {
  const { conversations } = world.memory.stores;
  const { append } = conversations;
  let left = times;
  conversations.append = async (...turn) => {
    if (left-- > 0) throw new StorageFailure('quota');
    return append(...turn);
  };
};

describe('an instant answer is stored', () => {
  it('in one transaction where it does nothing', async () => {
    expect(await send('sum')).toBe(true);
    expect(world.log).toEqual(['append user assistant']);
    expect(shown()).toEqual(['84']);
  });

  it('with the timer that it sets and the record of it in one transaction', async () => {
    await send('timer');
    expect(world.log).toEqual(['(', 'called set_reminder', 'call done', 'append user assistant', ')']);
  });

  it('with the end of its call, where files are written in between', async () => {
    await send('note');
    expect(world.log).toEqual(['called write_file', '(', 'call done', 'append user assistant', ')']);
    expect(shown()).toEqual(['Wrote “notes/buy milk.md”, 1 line.']);
  });

  it('with what it takes back', async () => {
    await send('timer');
    world.log.length = 0;
    await send('undo');
    expect(world.log).toEqual(['(', 'reminder removed', 'undone', 'calls 1', 'append user assistant', ')']);
    expect(shown().at(-1)).toMatch(/^Undone: Timer set for/);
    await send('undo');
    expect(shown().at(-1)).toMatch(/^There is nothing to undo/);
  });
});

describe('an instant answer', () => {
  const made = { interpretation: 'x', list: 'a', items: ['b'], query: 'c' };
  it.each<[InstantIntent, RegExp]>([
    [{ ...made, kind: 'rate', from: 'USD', to: 'EUR', rate: 0.9 }, /^Noted: 1 USD/],
    [{ ...made, kind: 'list-add' }, /tool “add_to_list”/],
    [{ ...made, kind: 'list-show' }, /^There is nothing on the list/],
    [{ ...made, kind: 'list-remove' }, /^There is no list/],
    [{ ...made, kind: 'list-check' }, /^There is no list/],
    [{ ...made, kind: 'reminder', at: 90_000, text: 'tea' }, /^Reminder “tea” set/],
    [{ ...made, kind: 'cancel-reminders', of: 'any', about: '', all: false }, /^No reminder or timer/],
    [{ ...made, kind: 'show-reminders' }, /^No reminder or timer/],
    [{ ...made, kind: 'find-notes' }, /^No note or file/],
    [{ ...made, kind: 'show-notes' }, /^There are no notes/],
    [{ ...made, kind: 'find-conversations' }, /#\/chat\/c/],
    [{ ...made, kind: 'remember', text: 'tea' }, /^I would keep: “tea”/],
    [{ ...made, kind: 'known' }, /^Nothing so far/],
    [{ ...made, kind: 'week' }, /^Nothing: no proposal/],
    [{ ...made, kind: 'undo' }, /^There is nothing to undo/],
  ])('to $kind is about that', async (intent, words) => {
    intents['asked'] = intent;
    await send('asked');
    expect(shown()).toEqual([expect.stringMatching(words)]);
  });

  it.each(['timer', 'note', 'sum'])('to “%s” is not shown where it could not be stored', async (text) => {
    failAppend(1);
    expect(await send(text)).toBe(false);
    expect(shown()).toEqual([]);
    expect(world.app.chat.problem).toMatchObject({ error: { sentence: expect.stringMatching(/not saved/) } });
    expect(await send(text)).toBe(true);
    expect(shown()).toHaveLength(1);
  });

  it('that was given up leaves the record true: what was done is done', async () => {
    failAppend(1);
    await send('note');
    expect(await notes()).toEqual(['notes/buy milk.md']);
    expect(world.log).toEqual(['called write_file', '(', 'call done', 'call done']);
  });

  it('never writes over a note, and keeps no secret', async () => {
    await send('note');
    await send('note');
    await send('secret');
    expect(await notes()).toEqual(['notes/buy milk (2).md', 'notes/buy milk.md', 'notes/key ••••••.md']);
    const last = world.app.chat.rows.at(-1);
    expect(last?.kind === 'assistant' && last.message.calls).toMatchObject([
      { input: { text: 'key ••••••\n' }, masked: [expect.any(String)] },
    ]);
  });
});
