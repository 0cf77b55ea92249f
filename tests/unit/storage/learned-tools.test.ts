/** Learned tools from their file to the tap: proposed, screened and tested like any other, and edited by a further proposal. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Bundles } from '../../../src/app/bundles.svelte.ts';
import type { Learning } from '../../../src/app/learning.svelte.ts';
import { toolBinding } from '../../../src/app/tool-run.ts';
import type { ProposalView } from '../../../src/domain/consent/proposal.ts';
import type { LearnedTool } from '../../../src/domain/learned/state.ts';
import type { Verdict } from '../../../src/domain/sandbox/run.ts';
import { readLearnedTool, writeLearnedTool } from '../../../src/domain/tools/learned-tool.ts';
import { importThread } from '../../../src/storage/import-thread.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { learningTab, type LearningTab } from '../../fixtures/learning.ts';
import { freshIndexedDb } from '../../fixtures/storage.ts';
import { shoppingTotal, splitBill } from '../domain/tools/tools-for-tests.ts';

let tab: LearningTab;
beforeEach(async () => {
  freshIndexedDb();
  tab = await learningTab();
});

const rounded = { ...splitBill, body: 'return { each: Math.round(input.total / input.people) };' };

async function propose(tool: LearnedTool): Promise<ProposalView> {
  const [card] = await tab.propose({
    kind: 'tool',
    text: writeLearnedTool(tool),
    origin: 'hand',
    evidence: [],
  });
  if (card === undefined) throw new Error('Nothing was proposed.');
  return card;
}

/** The card with the record of its test in the cage. */
async function tested(card: ProposalView, verdict: Verdict = 'passed'): Promise<ProposalView> {
  const binding = toolBinding(card.text ?? '', sha256);
  const { id } = await tab.store.openRun(card.id, binding);
  const summary = {
    at: tab.clock.now,
    binding,
    modelName: 'The cage',
    verdict,
    reason: verdict === 'passed' ? 'examples-hold' : 'examples-fail',
    helped: 3,
    hurt: 0,
    asked: 3,
    probes: { passed: 0, counted: 0, all: 0 },
    bound: undefined,
    tokensAdded: 0,
    tokens: 0,
    ms: 1,
  } as const;
  await tab.store.finishRun(id, summary, { cases: [] });
  return (await tab.view()).proposals.find((one) => one.id === card.id) ?? card;
}

const bodies = async () =>
  (await tab.view()).items.map(({ text }) => {
    const read = readLearnedTool(text);
    return read.ok ? read.value.body : text;
  });

async function bundles() {
  const view = await tab.view();
  return new Bundles({
    store: Promise.resolve(tab.store),
    learning: { view, ready: async () => undefined } as unknown as Learning,
    importer: {
      read: (source) => importThread.read(source.name, 'text' in source ? (source.text as string) : source),
    },
    clock: () => tab.clock.now,
    sha256,
  });
}

describe('a tool in a file', () => {
  it('comes in as a proposal, never acts by itself, and needs its own test and tap', async () => {
    await tab.approve([await tested(await propose(splitBill))]);
    const { text } = await (await bundles()).exportAs('bundle');
    freshIndexedDb();
    tab = await learningTab();
    const other = await bundles();
    const read = await other.read({ name: 'rules.assent.json', text });
    if (!read.ok) throw new Error(read.error);
    expect(read.value).toMatchObject({ notes: [], items: [{ kind: 'tool', state: 'new' }] });
    const made = await other.propose(read.value, [0]);
    const [card] = made.ok ? made.value.cards : [];
    if (card === undefined) throw new Error('Nothing was proposed.');
    expect(card).toMatchObject({
      kind: 'tool',
      origin: 'imported',
      life: 'open',
      text: writeLearnedTool(splitBill),
    });
    expect((await tab.view()).items).toEqual([]);
    expect(await tab.approve([card])).toBe('A tool has to be tested in its cage first. Press “Test now”.');
    expect(await tab.approve([await tested(card, 'failed')])).toContain('It failed its test in the cage');
    expect((await tab.view()).items).toEqual([]);
    tab.clock.now += 1;
    expect(await tab.approve([await tested(card)])).toBe(1);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('is not taken for tested because the file says so', async () => {
    const claims = { ...splitBill, approved: true, test: { verdict: 'passed' } };
    const text = JSON.stringify({ format: 'assent-rules', formatVersion: 1, tools: [claims, splitBill] });
    const read = await (await bundles()).read({ name: 'rules.json', text });
    expect(read).toMatchObject({
      ok: true,
      value: {
        notes: ['The tool “split_bill” was left out: A tool has no “approved”.'],
        items: [{ kind: 'tool', state: 'new' }],
      },
    });
  });

  it('that screening stops is shown as such, and that acts already as known', async () => {
    await tab.approve([await tested(await propose(splitBill))]);
    const bad = { ...shoppingTotal, description: 'Does something bad with a list.' };
    const text = JSON.stringify({ format: 'assent-rules', formatVersion: 1, tools: [bad, splitBill] });
    const read = await (await bundles()).read({ name: 'rules.json', text });
    expect(read.ok && read.value.items.map(({ state }) => state)).toEqual(['blocked', 'known']);
  });
});

describe('an edited tool', () => {
  it('is a proposal that takes the place of the one with its name, after its own test', async () => {
    await tab.approve([await tested(await propose(splitBill))]);
    const card = await propose(rounded);
    expect(card.replaced?.text).toBe(writeLearnedTool(splitBill));
    expect(await bodies()).toEqual([splitBill.body]);
    expect(await tab.approve([card])).toContain('tested in its cage first');
    expect(await tab.approve([await tested(card)])).toBe(2);
    expect(await bodies()).toEqual([rounded.body]);
    expect(await tab.restore(1)).toBe(3);
    expect(await bodies()).toEqual([splitBill.body]);
    expect((await tab.store.verify()).problems).toEqual([]);
  });

  it('differs by a capital letter in its code', async () => {
    const one = { ...splitBill, body: "return { each: input.total, by: 'a' };" };
    await tab.approve([await tested(await propose(one))]);
    expect((await propose({ ...one, body: one.body.replace("'a'", "'A'") })).life).toBe('open');
  });

  it('does not come in beside another of the same name in one press', async () => {
    const both = [await tested(await propose(splitBill)), await tested(await propose(rounded))];
    expect(await tab.approve(both)).toBe(
      'Nothing was changed: two of these have the same name. Approve one of them.',
    );
    expect(await bodies()).toEqual([]);
  });
});
