import 'fake-indexeddb/auto';
import { array, assert, asyncProperty, boolean, constantFrom, nat, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/domain/consent/fold.ts';
import { bounds } from '../../../src/domain/learned/state.ts';
import { readLearning } from '../../../src/storage/verify-thread.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { verifyRows, type LearningRows } from '../../../src/storage/verify.ts';
import { draftOf, learningTab, type LearningTab } from '../../fixtures/learning.ts';
import { freshIndexedDb } from '../../fixtures/storage.ts';

const commands = constantFrom(
  'propose',
  'edit',
  'approve',
  'approve again',
  'untapped',
  'reject',
  'retire',
  'restore',
  'import',
  'freeze',
  'learn',
  'add',
);
const step = record({ what: commands, which: nat(50), inOtherTab: boolean(), fails: nat(12) });
type Step = { what: string; which: number; inOtherTab: boolean; fails: number };

/** Makes one write of the next call fail, as a full disk would. */
function failOnce({ database }: LearningTab, after: number): () => void {
  let left = after;
  const hook = () => {
    if (left-- === 0) throw new Error('injected');
  };
  const tables = [database.ledger, database.versions, database.texts, database.proposals];
  for (const table of tables) table.hook('creating', hook);
  return () => {
    for (const table of tables) table.hook('creating').unsubscribe(hook);
  };
}

const pick = <Value>(values: readonly Value[], which: number): Value | undefined =>
  values[which % Math.max(1, values.length)];

/** True if the command was one that a person pressed a button for. */
async function run(tab: LearningTab, { what, which }: Step): Promise<boolean> {
  const view = await tab.view();
  const card = pick(view.proposals, which);
  const item = pick(view.items, which);
  switch (what) {
    case 'propose':
      await tab.store.propose([draftOf({ text: `${which % 9 === 0 ? 'bad' : 'Say'} thing ${which}.` })]);
      return false;
    case 'import':
      await tab.store.propose(
        [1, 2, 3].map((n) => draftOf({ text: `Import ${which} ${n}.`, origin: 'imported' })),
        { format: 'AGENTS.md', sha256: 'x' },
      );
      return false;
    case 'edit':
      if (card) await tab.store.edit(card.id, { text: `Edited ${which}.` });
      return false;
    case 'untapped':
      if (card) await tab.store.approve([card.id], undefined);
      if (item)
        await tab.store.retire([item.id], { action: 'retire', subjectHash: '', nonce: `forged ${which}` });
      await tab.store.restore(0, undefined);
      return false;
    case 'reject':
      if (card) await tab.store.reject([card.id], '');
      return false;
    case 'freeze':
    case 'learn':
      await tab.store.setMode(what);
      return false;
    case 'approve again':
      if (card) {
        await tab.approve([card]);
        const { version } = await tab.view();
        await tab.approve([card]);
        expect((await tab.view()).version).toBe(version);
      }
      return true;
    case 'approve':
      if (card) await tab.approve([card]);
      return true;
    case 'add':
      await tab.add(`By hand ${which}.`);
      return true;
    case 'retire':
      if (item) await tab.retire([item]);
      return true;
    case 'restore':
      await tab.restore(which % (view.version + 1));
      return true;
    default:
      throw new Error(what);
  }
}

function invariants(before: LearningRows, after: LearningRows, pressed: boolean): void {
  expect(verifyRows(after, sha256).problems).toEqual([]);
  const folded = fold(after.ledger);
  const newest = after.versions.at(-1);
  expect(newest?.state).toEqual(folded.items);
  expect(after.versions.slice(0, before.versions.length)).toEqual(before.versions);
  expect(after.ledger.slice(0, before.ledger.length)).toEqual(before.ledger);
  if (!pressed) expect(newest).toEqual(before.versions.at(-1));
  for (const kind of ['rule', 'preference', 'tool'] as const)
    expect(folded.items.filter((item) => item.kind === kind).length).toBeLessThanOrEqual(bounds[kind]);
  const added = after.ledger.slice(before.ledger.length);
  for (const entry of added.filter(({ kind }) => ['approved', 'retired', 'restored'].includes(kind))) {
    expect(entry.by).toBe('user');
    expect(entry.tap?.nonce).toMatch(/^nonce-/);
    if (entry.kind !== 'restored') continue;
    const from = after.versions.find(({ number }) => number === entry.body.from);
    const made = after.versions.find(({ number }) => number === entry.body.version);
    expect(made?.stateHash).toBe(from?.stateHash);
  }
}

describe('any sequence of commands', () => {
  it('in two tabs, with failures between the steps, keeps every promise', { timeout: 600_000 }, async () => {
    await assert(
      asyncProperty(array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        freshIndexedDb();
        const clock = { now: 1_000_000_000_000 };
        const tabs = [await learningTab({ clock }), await learningTab({ clock })] as const;
        for (const one of steps) {
          const tab = tabs[one.inOtherTab ? 1 : 0];
          const before = await readLearning(tab.database);
          const stopFailing = one.fails < 5 ? failOnce(tab, one.fails) : () => undefined;
          let pressed = true;
          await run(tab, one).then(
            (value) => (pressed = value),
            (problem: unknown) => {
              if (one.fails >= 5) throw problem;
            },
          );
          stopFailing();
          clock.now += 1000;
          invariants(before, await readLearning(tab.database), pressed || one.fails < 5);
        }
        for (const { database } of tabs) database.closeFor('lost');
      }),
      { numRuns: process.env['ASSENT_LONG'] === undefined ? 25 : 500 },
    );
  });
});

describe('tampering', () => {
  /** Every leaf of a row, changed a little. */
  function* changed(value: unknown): Generator<unknown> {
    if (typeof value === 'string')
      yield value === '' ? 'x' : `${value.charAt(0) === '~' ? '!' : '~'}${value.slice(1)}`;
    else if (typeof value === 'number') yield value + 1;
    else if (typeof value === 'boolean') yield !value;
    else if (Array.isArray(value)) {
      for (const [place, member] of value.entries())
        for (const other of changed(member)) yield value.with(place, other);
      yield [...(value as unknown[]), 'x'];
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value))
        for (const other of changed(member)) yield { ...value, [key]: other };
    }
  }

  it('with any part of any row is found, and so is a row that is missing', async () => {
    freshIndexedDb();
    const tab = await learningTab();
    await tab.approve(await tab.propose({}, { kind: 'preference', slot: 'units', text: 'metric' }));
    const [card] = await tab.propose({ text: 'Be brief.' });
    await tab.store.edit(card?.id ?? '', { text: 'Be very brief.' });
    await tab.store.reject([card?.id ?? ''], 'No.');
    await tab.restore(0);
    await tab.store.feedback({
      conversationId: 'c',
      messageId: 'm',
      version: 0,
      items: [],
      outcome: 'failure',
      words: 'Wrong.',
    });
    const rows = await readLearning(tab.database);
    expect(verifyRows(rows, sha256).problems).toEqual([]);
    const find = (tampered: LearningRows, how: string) =>
      expect([how, verifyRows(tampered, sha256).problems.length > 0]).toEqual([how, true]);
    let tried = 0;
    for (const table of ['ledger', 'versions', 'texts', 'proposals', 'feedback'] as const) {
      const list: readonly unknown[] = rows[table];
      for (const [place, row] of list.entries()) {
        find({ ...rows, [table]: list.toSpliced(place, 1) }, `${table} ${place} missing`);
        for (const other of changed(row)) {
          tried += 1;
          find({ ...rows, [table]: list.with(place, other) }, `${table} ${place}: ${JSON.stringify(other)}`);
        }
      }
    }
    for (const head of changed(rows.head)) find({ ...rows, head: head as LearningRows['head'] }, 'head');
    expect(tried).toBeGreaterThan(200);
  });
});
