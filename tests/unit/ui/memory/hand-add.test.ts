import { describe, expect, it, vi } from 'vitest';
import { addSubject } from '../../../../src/domain/consent/subjects.ts';
import type { LearningRefusal } from '../../../../src/domain/consent/refusal.ts';
import { failure, success } from '../../../../src/domain/result.ts';
import type { ScreeningReport } from '../../../../src/domain/screening/report.ts';
import type { Tap } from '../../../../src/domain/tap.ts';
import { HandAdd } from '../../../../src/ui/memory/hand-add.svelte.ts';
import type { HandDraft, Memory } from '../../../../src/app/memory.svelte.ts';
import { learnedRule } from '../../app/fake-learning.ts';

const draft: HandDraft = { kind: 'rule', scope: 'always', text: 'Be brief' };
const click = new Event('click');
const report = (verdict: ScreeningReport['verdict']): ScreeningReport => ({
  verdict,
  findings: [{ layer: 'structure', severity: 'warn', words: [], sentence: 'Unclear.', remedy: '' }],
});

function setUp(verdict: ScreeningReport['verdict'], refusal?: LearningRefusal) {
  const refusals = refusal ? [refusal] : [];
  const add = vi.fn<Memory['add']>(async () => {
    const first = refusals.shift();
    return first ? failure(first) : success({ version: 4 });
  });
  const added: number[] = [];
  // The subject stands where its hash would, so that the test can read it.
  const tap = (_event: Event, action: Tap['action'], subject: string): Tap => ({
    action,
    subjectHash: subject,
    nonce: 'n',
  });
  const adding = new HandAdd({
    memory: { screen: async () => report(verdict), add },
    tap,
    onadded: (version) => added.push(version),
  });
  return { adding, add, added, subject: (call: number) => add.mock.calls[call]?.[1]?.subjectHash };
}

describe('adding by hand', () => {
  it('takes one press where screening finds nothing, bound to the very words', async () => {
    const { adding, added, subject } = setUp('clear');
    await adding.press(click, draft);
    expect(added).toEqual([4]);
    expect(subject(0)).toBe(addSubject(draft));
    expect(adding.state.kind).toBe('ready');
  });

  it('adds nothing that screening blocks, and shows why', async () => {
    const { adding, add, added } = setUp('blocked');
    await adding.press(click, draft);
    expect(adding.state).toMatchObject({ kind: 'blocked', findings: [{ sentence: 'Unclear.' }] });
    await adding.confirm(click);
    expect(add).not.toHaveBeenCalled();
    expect(added).toEqual([]);
  });

  it('takes a second press where screening warns', async () => {
    const { adding, add, added } = setUp('warned');
    await adding.press(click, draft);
    expect(adding.state.kind).toBe('warned');
    expect(add).not.toHaveBeenCalled();
    await adding.confirm(click);
    expect(added).toEqual([4]);
  });

  it('forgets the warning when it is cancelled', async () => {
    const { adding, add } = setUp('warned');
    await adding.press(click, draft);
    adding.cancel();
    await adding.confirm(click);
    expect(add).not.toHaveBeenCalled();
  });

  it('asks what to retire where the list is full, with a tap that names it', async () => {
    const items = [learnedRule('r1', 'Old')];
    const { adding, add, added, subject } = setUp('clear', { kind: 'full', sentence: 'Full.', items });
    await adding.press(click, draft);
    expect(adding.state).toEqual({ kind: 'full', sentence: 'Full.', items });
    await adding.makeRoom(click, items);
    expect(add.mock.calls[1]?.[2]).toEqual(['r1']);
    expect(subject(1)).toBe(addSubject(draft, items));
    expect(added).toEqual([4]);
  });

  it('says why the store refused', async () => {
    const { adding, added } = setUp('clear', { kind: 'no-tap', sentence: 'Press the button.' });
    await adding.press(click, draft);
    expect(adding.refusal).toBe('Press the button.');
    expect(added).toEqual([]);
  });
});
