import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { approveSubject } from '../../../src/domain/consent/subjects.ts';
import type { ProposalView } from '../../../src/domain/consent/proposal.ts';
import type { RunBinding, RunSummary } from '../../../src/domain/sandbox/record.ts';
import { proposalHash } from '../../../src/domain/sandbox/record.ts';
import type { Verdict } from '../../../src/domain/sandbox/run.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { learningTab, type LearningTab } from '../../fixtures/learning.ts';
import { freshIndexedDb, nextValue } from '../../fixtures/storage.ts';

let tab: LearningTab;
beforeEach(async () => {
  freshIndexedDb();
  tab = await learningTab();
});

const testing = { model: 'm', suite: 's' };

async function bindingOf(card: ProposalView): Promise<RunBinding> {
  const { actingHash } = await tab.view();
  const proposal = proposalHash({ text: card.text ?? '', scope: card.scope }, sha256);
  return { proposal, state: actingHash, suite: 's', model: 'm' };
}

const summaryOf = (binding: RunBinding, verdict: Verdict): Omit<RunSummary, 'id'> => ({
  at: tab.clock.now,
  binding,
  modelName: 'M',
  verdict,
  reason: verdict === 'passed' ? 'helps' : 'does-not-help',
  helped: 6,
  hurt: 0,
  asked: 6,
  probes: { passed: 16, counted: 16, all: 16 },
  bound: 0.83,
  tokensAdded: 5,
  tokens: 900,
  ms: 1000,
});

async function test(card: ProposalView, verdict: Verdict): Promise<ProposalView> {
  const binding = await bindingOf(card);
  const run = await tab.store.openRun(card.id, binding);
  expect(await tab.store.finishRun(run.id, summaryOf(binding, verdict), { cases: [] })).toBe(true);
  return (await tab.view()).proposals.find(({ id }) => id === card.id) ?? card;
}

/** Proposes one rule. */
async function proposed(more: Parameters<LearningTab['propose']>[0] = {}): Promise<ProposalView> {
  const [card] = await tab.propose(more);
  if (card === undefined) throw new Error('Nothing was proposed.');
  return card;
}

const approve = async (card: ProposalView, more: object = testing) => {
  const result = await tab.store.approve([card.id], tab.mint('approve', approveSubject([card])), [], more);
  return result.ok ? result.value.version : result.error.kind;
};

describe('a rule with a model at hand', () => {
  it('is approved with a matching record, and acts at once', async () => {
    const card = await proposed({});
    expect(await approve(card)).toBe('untested');
    const tested = await test(card, 'passed');
    expect(await approve(tested)).toBe(1);
    expect((await tab.view()).waiting).toEqual([]);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('is approved as unproven too, and never as failed or unstable', async () => {
    const [one, two, three] = [
      await proposed(),
      await proposed({ text: 'Say so.' }),
      await proposed({ text: 'Say no.' }),
    ];
    expect(await approve(await test(one, 'failed'))).toBe('untested');
    expect(await approve(await test(two, 'unstable'))).toBe('untested');
    expect(await approve(await test(three, 'unproven'))).toBe(1);
  });

  it('needs another test after an edit, another model, other tests or another state', async () => {
    const card = await proposed({});
    const tested = await test(card, 'passed');
    expect(await approve(tested, { model: 'other', suite: 's' })).toBe('untested');
    expect(await approve(tested, { model: 'm', suite: 'other' })).toBe('untested');
    await tab.store.edit(card.id, { text: 'Say hello last.' });
    const edited = (await tab.view()).proposals[0] ?? card;
    expect(await approve(edited)).toBe('untested');
    const again = await test(edited, 'passed');
    await tab.add('Something else.');
    expect(await approve(again)).toBe('untested');
  });

  it('shows a card of before its test as stale', async () => {
    const card = await proposed({});
    await test(card, 'passed');
    expect(await approve(card)).toBe('stale');
  });
});

describe('a rule ahead of its test', () => {
  it('waits without a model, in no prompt, until a run clears it', async () => {
    const card = await proposed({});
    expect(await approve(card, {})).toBe(1);
    expect((await tab.view()).waiting).toEqual([card.id]);
    await test(card, 'failed');
    expect((await tab.view()).waiting).toEqual([card.id]);
    expect((await tab.view()).tests[card.id]?.verdict).toBe('failed');
    tab.clock.now += 1;
    await test(card, 'unproven');
    expect((await tab.view()).waiting).toEqual([]);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('waits where it was written by hand or imported, with a model too', async () => {
    const card = await proposed({ origin: 'imported' });
    expect(await approve(card)).toBe(1);
    await tab.add('Another one.');
    expect((await tab.view()).waiting).toHaveLength(2);
  });
});

describe('what changes while a run is under way', () => {
  it('ends the run of a text that was edited: it clears nothing that it never tested', async () => {
    const card = await proposed({ origin: 'imported' });
    const binding = await bindingOf(card);
    const run = await tab.store.openRun(card.id, binding);
    await tab.store.edit(card.id, { text: 'Say goodbye first.' });
    const [edited] = (await tab.view()).proposals;
    expect(await approve(edited ?? card)).toBe(1);
    expect(await tab.store.finishRun(run.id, summaryOf(binding, 'passed'), { cases: [] })).toBe(false);
    expect((await tab.view()).waiting).toEqual([card.id]);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('keeps the record where something else began to act, and lets it clear nothing', async () => {
    const card = await proposed({ origin: 'imported' });
    expect(await approve(card)).toBe(1);
    const binding = await bindingOf(card);
    const run = await tab.store.openRun(card.id, binding);
    await tab.add('Something else.');
    expect(await tab.store.finishRun(run.id, summaryOf(binding, 'passed'), { cases: [] })).toBe(true);
    expect((await tab.view()).waiting).toContain(card.id);
  });

  it('a rule that is cleared makes the records beside it old, though no version came', async () => {
    const waiting = await proposed({ origin: 'imported' });
    expect(await approve(waiting)).toBe(1);
    const card = await proposed({ text: 'Say so.' });
    const tested = await test(card, 'passed');
    await test(waiting, 'passed');
    expect((await tab.view()).waiting).toEqual([]);
    expect(await approve(tested)).toBe('untested');
  });
});

describe('a run', () => {
  it('is kept as far as it came, and goes on', async () => {
    const card = await proposed({});
    const binding = await bindingOf(card);
    const run = await tab.store.openRun(card.id, binding);
    await tab.store.saveRun(run.id, { a: { text: 'x', tokens: 1 } }, 10);
    expect(await tab.store.openRun(card.id, binding)).toEqual({
      id: run.id,
      replies: { a: { text: 'x', tokens: 1 } },
      ms: 10,
    });
    const other = await tab.store.openRun(card.id, { ...binding, model: 'other' });
    expect(other.replies).toEqual({});
    expect(await tab.store.finishRun(run.id, summaryOf(binding, 'passed'), { cases: [] })).toBe(false);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('ends once, in whichever tab', async () => {
    const card = await proposed({});
    const binding = await bindingOf(card);
    const [here, there] = [
      await tab.store.openRun(card.id, binding),
      await (await learningTab({ database: tab.database })).store.openRun(card.id, binding),
    ];
    expect(here.id).toBe(there.id);
    expect(await tab.store.finishRun(here.id, summaryOf(binding, 'passed'), { cases: [] })).toBe(true);
    expect(await tab.store.finishRun(here.id, summaryOf(binding, 'failed'), { cases: [] })).toBe(false);
    expect((await tab.store.runsOf(card.id)).map(({ verdict }) => verdict)).toEqual(['passed']);
  });

  it('is found by Verify when it was changed', async () => {
    const card = await proposed({});
    await test(card, 'failed');
    const [row] = await tab.database.runs.toArray();
    if (row?.state.kind !== 'done') throw new Error('no run');
    await tab.database.runs.put({
      ...row,
      state: { ...row.state, summary: { ...row.state.summary, verdict: 'passed' } },
    });
    expect((await tab.store.verify()).problems).toEqual([`The sandbox run ${row.id} was changed.`]);
  });
});

describe('the person’s own tests', () => {
  it('are kept, edited and removed, and the record says so', async () => {
    const kept = await tab.store.keepTest({
      question: 'How far?',
      scope: 'always',
      check: { kind: 'contains', text: 'km' },
      conversationId: 'c',
      messageId: 'm',
    });
    if (!kept.ok) throw new Error('not kept');
    expect(await nextValue(tab.store.tests())).toMatchObject([
      { question: 'How far?', check: { text: 'km' } },
    ]);
    await tab.store.editTest(kept.value.id, { kind: 'lacks', text: 'miles' });
    expect(await nextValue(tab.store.tests())).toMatchObject([{ check: { kind: 'lacks' } }]);
    expect((await tab.store.verify()).problems).toEqual([]);
    await tab.store.removeTest(kept.value.id);
    expect(await nextValue(tab.store.tests())).toEqual([]);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('refuse what checks nothing, with a sentence', async () => {
    const kept = await tab.store.keepTest({
      question: 'How far?',
      scope: 'always',
      check: { kind: 'contains', text: '' },
      conversationId: 'c',
      messageId: 'm',
    });
    expect(kept).toMatchObject({ ok: false, error: { kind: 'unclear' } });
  });
});

describe('a regulated profile', () => {
  it('wants a reason for each approval, keeps it, and forgets nothing', async () => {
    await tab.store.setRegulated(true);
    const card = await proposed({ kind: 'preference', slot: 'units', text: 'metric' });
    expect(await approve(card)).toBe('reason');
    expect(await approve(card, { ...testing, reason: 'We moved to Lyon.' })).toBe(1);
    const { entries, textOf } = await tab.store.auditTrail();
    const last = entries.at(-1);
    if (last?.kind !== 'approved' || last.body.reason === undefined) throw new Error('no reason');
    expect(textOf(last.body.reason)).toBe('We moved to Lyon.');
    await tab.retire((await tab.view()).items);
    const forgotten = await tab.store.forget([card.id], undefined);
    expect(forgotten).toMatchObject({ ok: false, error: { kind: 'regulated' } });
    expect((await tab.store.verify()).problems).toEqual([]);
  });
});

describe('alarms', () => {
  it('are raised once and answered once, with a reason', async () => {
    const alarm = {
      key: 'k',
      kind: 'erosion',
      at: 1,
      level: 'alarm',
      sentence: 'Third attempt.',
      figures: [],
      evidence: { proposals: [], turns: [], versions: [] },
      remedy: 'freeze',
    } as const;
    expect(await tab.store.raise([alarm])).toBe(1);
    expect(await tab.store.raise([alarm])).toBe(0);
    expect(await tab.store.acknowledge('k', ' ')).toMatchObject({ ok: false });
    expect(await tab.store.acknowledge('k', 'I meant it.')).toMatchObject({ ok: true });
    expect(await tab.store.acknowledge('k', 'Again.')).toMatchObject({ ok: false });
    expect(await nextValue(tab.store.alarms())).toMatchObject([{ acknowledged: { reason: 'I meant it.' } }]);
    expect((await tab.store.verify()).problems).toEqual([]);
  });
});
