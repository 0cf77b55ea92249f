import { describe, expect, it } from 'vitest';
import type { LearningRefusal } from '../../../../src/domain/consent/refusal.ts';
import { approveSubject } from '../../../../src/domain/consent/subjects.ts';
import { failure, success, type Result } from '../../../../src/domain/result.ts';
import type { Tap } from '../../../../src/domain/tap.ts';
import { Approval } from '../../../../src/ui/inbox/approval.svelte.ts';
import { card } from './cards.ts';

const click = () => new Event('click');
const item = { kind: 'rule' as const, id: 'old', scope: 'always' as const, text: 'Old rule.' };
const warning = {
  layer: 'structure' as const,
  severity: 'warn' as const,
  words: [],
  sentence: 'Not understood.',
  remedy: '',
};
const warned = card('w', { report: { verdict: 'warned', findings: [warning] } });

function setUp(answers: Result<{ version: number }, LearningRefusal>[]) {
  const asked: { ids: readonly string[]; subject: string; retiring: readonly string[] }[] = [];
  const approved: number[] = [];
  const events: Event[] = [];
  const refused: string[] = [];
  const approval = new Approval({
    inbox: {
      approve: async (ids, tap, retiring = []) => {
        asked.push({ ids, subject: tap?.subjectHash ?? 'none', retiring });
        return answers.shift() ?? success({ version: 9 });
      },
    },
    tap: (event, action, subject): Tap => {
      events.push(event);
      return { action, subjectHash: subject, nonce: 'n' };
    },
    onapproved: (version) => approved.push(version),
    onrefused: (sentence) => refused.push(sentence),
  });
  return { approval, asked, approved, events, refused };
}

describe('an approval', () => {
  it('is one press where screening is clear, bound to what was shown', async () => {
    const { approval, asked, approved, events } = setUp([success({ version: 3 })]);
    const press = click();
    await approval.press(press, [card('a')]);
    expect(events).toEqual([press]);
    expect(asked).toEqual([{ ids: ['a'], subject: approveSubject([card('a')]), retiring: [] }]);
    expect(approved).toEqual([3]);
  });

  it('takes a second press where screening warned: the first makes no tap', async () => {
    const { approval, asked, approved, events } = setUp([]);
    await approval.press(click(), [warned]);
    expect(approval.state).toEqual({ kind: 'warned', warnings: [warning] });
    expect([events, asked]).toEqual([[], []]);
    await approval.confirm(click());
    expect(asked).toHaveLength(1);
    expect(approved).toEqual([9]);
    expect(approval.state).toEqual({ kind: 'ready' });
  });

  it('can be left again, and then nothing confirms it', async () => {
    const { approval, asked } = setUp([]);
    await approval.press(click(), [warned]);
    approval.cancel();
    await approval.confirm(click());
    expect(asked).toEqual([]);
  });

  it('asks what to retire where the list is full, by a tap for both', async () => {
    const full: LearningRefusal = { kind: 'full', sentence: 'Full.', items: [item] };
    const { approval, asked, approved, events, refused } = setUp([failure(full), success({ version: 5 })]);
    await approval.press(click(), [card('a')]);
    expect(refused).toEqual([]);
    expect(approval.state).toEqual({ kind: 'full', sentence: 'Full.', items: [item] });
    expect([approval.refusal, approved]).toEqual([undefined, []]);
    await approval.makeRoom(click(), [item]);
    expect(events).toHaveLength(2);
    expect(asked[1]).toEqual({
      ids: ['a'],
      subject: approveSubject([card('a')], [item]),
      retiring: ['old'],
    });
    expect(approved).toEqual([5]);
  });

  it('says why nothing was changed', async () => {
    const stale: LearningRefusal = { kind: 'stale', sentence: 'Look at it again.' };
    const { approval, approved, refused } = setUp([failure(stale)]);
    await approval.press(click(), [card('a')]);
    expect(refused).toEqual(['Look at it again.']);
    expect(approval.refusal).toBe('Look at it again.');
    expect(approved).toEqual([]);
    await approval.press(click(), [card('a')]);
    expect([approval.refusal, approved]).toEqual([undefined, [9]]);
  });

  it('does nothing for no cards, and binds several in the order shown', async () => {
    const { approval, asked } = setUp([]);
    await approval.press(click(), []);
    expect(asked).toEqual([]);
    await approval.press(click(), [card('b'), card('a')]);
    expect(asked[0]?.ids).toEqual(['b', 'a']);
    expect(asked[0]?.subject).toBe(approveSubject([card('b'), card('a')]));
  });
});
