import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { confirmSubject } from '../../../src/domain/consent/subjects.ts';
import type { CalledFact, ToolRecord } from '../../../src/domain/ports-tools.ts';
import { auditRow } from '../../../src/domain/report/audit-trail.ts';
import { createTapRegister } from '../../../src/domain/tap.ts';
import { createLearningRoom } from '../../../src/storage/learning-room.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { createToolRecord } from '../../../src/storage/tool-record.ts';
import { readLearning } from '../../../src/storage/verify-thread.ts';
import { verifyRows } from '../../../src/storage/verify.ts';
import { learningTab, plainScreen, program, type LearningTab } from '../../fixtures/learning.ts';
import { freshIndexedDb } from '../../fixtures/storage.ts';

let nonces = 0;

/** A record over the tab's database, with a register of taps of its own. */
function recordOf({ database, clock }: Pick<LearningTab, 'database' | 'clock'>) {
  const { mint, consume } = createTapRegister({ newNonce: () => `tool-nonce-${++nonces}`, sha256 });
  const room = createLearningRoom({
    database,
    sha256,
    now: () => clock.now,
    newId: () => `tool-id-${++nonces}`,
    consumeTap: consume,
    loadScreen: async () => plainScreen,
  });
  return { record: createToolRecord(room), mint };
}

let tab: LearningTab;
let record: ToolRecord;
let mint: ReturnType<typeof recordOf>['mint'];
beforeEach(async () => {
  freshIndexedDb();
  tab = await learningTab();
  ({ record, mint } = recordOf(tab));
});

const factOf = (call: string, more: Partial<CalledFact> = {}): CalledFact => ({
  call,
  tool: 'delete_file',
  by: 'assistant',
  input: sha256(call),
  ...more,
});

const subjectOf = (call: string, path = 'a.md') =>
  confirmSubject({
    call,
    tool: 'delete_file',
    input: { path },
    loss: { sentence: `“${path}” (1 line) would be deleted.`, path, before: 'milk' },
    sources: [],
  });

const entries = () => tab.database.ledger.orderBy('seq').toArray();
const problems = async () => (await tab.store.verify()).problems;

describe('the record of tool calls', () => {
  it('stands in the chain, and Verify holds', async () => {
    const subject = subjectOf('c1');
    const tap = mint('confirm', subject);
    expect(await record.called(factOf('c1'), { tap, subject })).toEqual({ ok: true, value: undefined });
    await record.returned('c1', 'done');
    await record.undone('c1');
    expect(await record.called(factOf('c2', { by: 'you' }))).toMatchObject({ ok: true });
    await record.returned('c2', 'failed');
    const [called, returned, undone, own] = (await entries()).slice(-5);
    expect(called).toMatchObject({
      kind: 'called',
      by: 'agent',
      tap: { nonce: tap.nonce },
      body: factOf('c1'),
    });
    expect(returned).toMatchObject({ kind: 'returned', by: 'system', body: { call: 'c1', end: 'done' } });
    expect(undone).toMatchObject({ kind: 'undone', by: 'user', body: { call: 'c1' } });
    expect(own).toMatchObject({ kind: 'called', by: 'user' });
    expect(own).not.toHaveProperty('tap');
    expect(await problems()).toEqual([]);
  });

  it('lets learning go on after a call, and starts the profile again without a problem', async () => {
    await record.called(factOf('c1'));
    expect(await tab.add('Be brief.')).toBe(1);
    await tab.store.start(program);
    expect((await tab.view()).broken).toBeUndefined();
    expect(await problems()).toEqual([]);
  });

  it.each([
    ['changed', { body: factOf('c1', { tool: 'read_file' }) }],
    ['put on somebody else', { by: 'user' }],
    ['moved in time', { at: 5 }],
  ])('is found by Verify when an entry was %s', async (_name, change) => {
    await record.called(factOf('c1'));
    const rows = await readLearning(tab.database);
    const last = rows.ledger.length;
    expect(verifyRows(rows, sha256).problems).toEqual([]);
    const ledger = rows.ledger.map((entry) => (entry.seq === last ? { ...entry, ...change } : entry));
    expect(verifyRows({ ...rows, ledger } as typeof rows, sha256).problems).toEqual([
      `Entry ${last} was changed.`,
    ]);
  });

  it('is found by Verify when an entry was taken out', async () => {
    await record.called(factOf('c1'));
    await record.returned('c1', 'done');
    const rows = await readLearning(tab.database);
    const ledger = rows.ledger.filter(({ kind }) => kind !== 'called');
    expect(verifyRows({ ...rows, ledger }, sha256).problems).toContain('Entry 2 is missing.');
  });
});

describe('a call that needs consent', () => {
  const refusalOf = async (call: string, confirmed: Parameters<ToolRecord['called']>[1]) => {
    const before = await tab.database.ledger.count();
    const result = await record.called(factOf(call), confirmed);
    expect(await tab.database.ledger.count()).toBe(before + (result.ok ? 1 : 0));
    return result.ok ? 'called' : result.error.kind;
  };

  it('refuses without a tap, with one for something else, and with a used one', async () => {
    const subject = subjectOf('c1');
    expect(await refusalOf('c1', { tap: undefined, subject })).toBe('no-tap');
    const other = mint('confirm', subjectOf('c1', 'b.md'));
    expect(await refusalOf('c1', { tap: other, subject })).toBe('stale');
    expect(await refusalOf('c1', { tap: mint('retire', subject), subject })).toBe('stale');
    const forged = { action: 'confirm', subjectHash: sha256(subject), nonce: 'mine' } as const;
    expect(await refusalOf('c1', { tap: forged, subject })).toBe('no-tap');
    const tap = mint('confirm', subject);
    expect(await refusalOf('c1', { tap, subject })).toBe('called');
    expect(await refusalOf('c1', { tap, subject })).toBe('no-tap');
    expect(await problems()).toEqual([]);
  });

  it('is for that very call, input, loss and sources', () => {
    const shown = { call: 'c', tool: 't', input: { a: 1 }, loss: undefined, sources: [] };
    const others = [
      { ...shown, call: 'd' },
      { ...shown, tool: 'u' },
      { ...shown, input: { a: 2 } },
      { ...shown, loss: { sentence: 's', path: 'p', before: 'b' } },
      { ...shown, sources: [{ kind: 'pasted' } as const] },
    ];
    expect(new Set([shown, ...others].map(confirmSubject)).size).toBe(6);
  });

  it('has a subject whatever a model wrote', () => {
    const loss = { sentence: 's', path: 'p', before: 'cut \ud83d' };
    expect(
      confirmSubject({ call: 'c', tool: 't', input: { '\udc00': '\ud800' }, loss, sources: [] }),
    ).toContain('cut \ufffd');
  });
});

describe('a ledger that does not hold', () => {
  beforeEach(async () => {
    const row = await tab.database.meta.get('learning');
    if (row?.key !== 'learning') throw new Error('no row');
    await tab.database.meta.put({ key: 'learning', value: { ...row.value, broken: 'it is damaged.' } });
  });

  it('refuses calls of the assistant, and still records what the person does', async () => {
    const before = await tab.database.ledger.count();
    expect(await record.called(factOf('c1'))).toMatchObject({ ok: false, error: { kind: 'broken' } });
    expect(await tab.database.ledger.count()).toBe(before);
    expect(await record.called(factOf('c2', { by: 'you' }))).toMatchObject({ ok: true });
    await record.returned('c2', 'done');
    expect(await tab.database.ledger.count()).toBe(before + 2);
    expect((await tab.view()).broken).toBe('it is damaged.');
  });
});

describe('a profile that has not begun', () => {
  it('writes nothing, so that it can still begin', async () => {
    freshIndexedDb();
    const database = new ProfileDatabase('new', { onClosed: () => undefined });
    const { record: early } = recordOf({ database, clock: tab.clock });
    expect(await early.called(factOf('c1', { by: 'you' }))).toMatchObject({
      ok: false,
      error: { kind: 'broken' },
    });
    await early.returned('c1', 'refused');
    await early.undone('c1');
    expect(await database.ledger.count()).toBe(0);
    const begun = await learningTab({ database });
    expect((await begun.view()).broken).toBeUndefined();
    expect(await early.called(factOf('c1', { by: 'you' }))).toMatchObject({ ok: true });
  });
});

describe('callsSince', () => {
  it('counts calls of the assistant from that time on, and nothing else', async () => {
    const start = tab.clock.now;
    await record.called(factOf('c1'));
    tab.clock.now = start + 10;
    await record.called(factOf('c2'));
    await record.returned('c2', 'done');
    await record.called(factOf('c3', { by: 'you' }));
    tab.clock.now = start + 20;
    await record.called(factOf('c4'));
    expect(await record.callsSince(start)).toBe(3);
    expect(await record.callsSince(start + 1)).toBe(2);
    expect(await record.callsSince(start + 10)).toBe(2);
    expect(await record.callsSince(start + 11)).toBe(1);
    expect(await record.callsSince(start + 21)).toBe(0);
  });
});

describe('the audit trail', () => {
  it('says who called what, and how it ended', async () => {
    const subject = subjectOf('c1');
    await record.called(factOf('c1'), { tap: mint('confirm', subject), subject });
    await record.returned('c1', 'done');
    await record.undone('c1');
    await record.called(factOf('c2', { tool: 'calculate', by: 'you' }));
    await record.returned('c2', 'failed');
    await record.returned('c3', 'declined');
    const { entries: all, textOf } = await tab.store.auditTrail();
    const rows = all.map((entry) => auditRow(entry, textOf)).slice(-6);
    expect(rows.map(({ what }) => what)).toEqual([
      'The assistant called “delete_file”, confirmed by you',
      '“delete_file” was done',
      'You took back what “delete_file” did',
      'You used “calculate”',
      '“calculate” failed',
      'A call of a tool was declined',
    ]);
    expect(rows.map(({ items }) => items)).toEqual([['c1'], ['c1'], ['c1'], ['c2'], ['c2'], ['c3']]);
  });
});
