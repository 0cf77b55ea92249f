import { describe, expect, it, vi } from 'vitest';
import { Inbox } from '../../../src/app/inbox.svelte.ts';
import { Learning } from '../../../src/app/learning.svelte.ts';
import type { ProposalDraft, ProposalView } from '../../../src/domain/consent/proposal.ts';
import type { Finding } from '../../../src/domain/screening/report.ts';
import { cardOf, emptyView, fakeLearning, learnedRule } from './fake-learning.ts';

const draft: ProposalDraft = {
  kind: 'preference',
  scope: 'always',
  slot: 'units',
  text: 'metric',
  origin: 'said',
  evidence: [{ conversationId: 'c1', messageId: 'm1', quote: 'always metric' }],
};
const tap = { action: 'approve', subjectHash: 'h', nonce: 'n' } as const;

const finding = (severity: Finding['severity'], sentence: string, remedy: string): Finding => ({
  layer: 'weakening',
  severity,
  words: [],
  sentence,
  remedy,
});

const testing = { model: 'm', suite: 's' };

async function setUp(change: Partial<typeof emptyView> = {}, hindrance?: string) {
  const learned = fakeLearning();
  learned.view.set({ ...emptyView, ...change });
  const store = Promise.resolve(learned.store);
  const learning = new Learning(store);
  await learning.ready();
  return {
    ...learned,
    inbox: new Inbox({
      store,
      learning,
      sandbox: { testing, prepare: async () => undefined, hindrance: () => hindrance },
    }),
  };
}

describe('what waits', () => {
  it('is counted, and found by the message that led to it', async () => {
    const other = { ...draft, evidence: [{ conversationId: 'c1', messageId: 'm2', quote: 'q' }] };
    const cards = [cardOf(draft, 'p1'), cardOf(other, 'p2')];
    const { inbox } = await setUp({ proposals: cards });
    expect(inbox.count).toBe(2);
    expect(inbox.proposalsFor('m2').map(({ id }) => id)).toEqual(['p2']);
    expect(inbox.proposalsFor('m3')).toEqual([]);
  });
});

describe('the change to the prompt', () => {
  it('adds the words, keeps what stands, and costs tokens', async () => {
    const { inbox } = await setUp({ items: [learnedRule('r', 'Greet first.')] });
    const { diff, tokens } = inbox.changeOf(cardOf(draft));
    const added = diff.filter(({ kind }) => kind === 'added').map(({ text }) => text);
    expect(added.join('')).toContain('metric');
    expect(diff.some(({ kind, text }) => kind === 'same' && text.includes('Greet first.'))).toBe(true);
    expect(diff.some(({ kind }) => kind === 'removed')).toBe(false);
    expect(tokens).toBeGreaterThan(0);
  });

  it('takes away what it replaces', async () => {
    const old = { id: 'o', kind: 'preference', scope: 'always', slot: 'units', text: 'imperial' } as const;
    const { inbox } = await setUp({ items: [old] });
    const card: ProposalView = { ...cardOf(draft), replaced: { id: 'o', text: 'imperial' } };
    const textOf = (left: 'removed' | 'added') =>
      inbox
        .changeOf(card)
        .diff.filter(({ kind }) => kind === left)
        .map(({ text }) => text.trim())
        .join(' ');
    expect([textOf('removed'), textOf('added')]).toEqual(['imperial', 'metric']);
  });
});

describe('what hinders an approval', () => {
  it('is nothing for an open card', async () => {
    const { inbox } = await setUp();
    expect(inbox.approvalHindrance(cardOf(draft))).toBeUndefined();
  });

  it('is a broken ledger before anything else', async () => {
    const { inbox } = await setUp({ broken: 'Entry 3 was changed.' });
    expect(inbox.approvalHindrance({ ...cardOf(draft), text: null })).toBe('Entry 3 was changed.');
  });

  it('is a forgotten text', async () => {
    const { inbox } = await setUp();
    expect(inbox.approvalHindrance({ ...cardOf(draft), text: null })).toMatch(/forgotten/);
  });

  it('is the finding that blocks, with what to change, and not a warning', async () => {
    const { inbox } = await setUp();
    const findings = [finding('warn', 'Unclear.', 'Say more.'), finding('block', 'It weakens.', 'Say when.')];
    const card: ProposalView = {
      ...cardOf(draft),
      life: 'blocked',
      report: { verdict: 'blocked', findings },
    };
    expect(inbox.approvalHindrance(card)).toBe('It weakens. Say when.');
    const bare: ProposalView = { ...card, report: { verdict: 'blocked', findings: [] } };
    expect(inbox.approvalHindrance(bare)).toBe('Screening blocked it.');
  });
});

describe('deciding', () => {
  it('passes the tap and what makes room on, and a refusal back', async () => {
    const { inbox, store } = await setUp();
    const approve = vi.spyOn(store, 'approve');
    expect(await inbox.approve(['p1'], undefined)).toMatchObject({ ok: false, error: { kind: 'no-tap' } });
    expect(await inbox.approve(['p1', 'p2'], tap, ['r'])).toEqual({ ok: true, value: { version: 1 } });
    expect(approve.mock.calls).toEqual([
      [['p1'], undefined, [], { ...testing, reason: '' }],
      [['p1', 'p2'], tap, ['r'], { ...testing, reason: '' }],
    ]);
  });

  it('passes rejections and edits on as they are', async () => {
    const { inbox, store } = await setUp();
    const reject = vi.spyOn(store, 'reject');
    const edit = vi.spyOn(store, 'edit');
    const decided = vi.spyOn(store, 'decided');
    await inbox.reject(['p1'], 'too much');
    await inbox.edit('p1', { text: 'imperial', slot: 'units' });
    await inbox.decided(7);
    expect(reject).toHaveBeenCalledWith(['p1'], 'too much');
    expect(edit).toHaveBeenCalledWith('p1', { text: 'imperial', slot: 'units' });
    expect(decided).toHaveBeenCalledWith(7);
  });
});
