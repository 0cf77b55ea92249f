import { describe, expect, it } from 'vitest';
import { dueRule, dueTool, endedKey, stoppedKey, unsettled } from '../../../src/app/sandbox-due.ts';
import type { ProposalView } from '../../../src/domain/consent/proposal.ts';
import type { RunSummary } from '../../../src/domain/sandbox/record.ts';
import { cardOf, emptyView, learnedRule } from './fake-learning.ts';

const now = { proposal: 'now', state: 's', suite: 'u', model: 'm' };
const bindingOf = () => now;
const card = (kind: 'rule' | 'tool', id: string, more: Partial<ProposalView> = {}): ProposalView => ({
  ...cardOf({ kind, scope: 'always', text: id, origin: 'said', evidence: [] } as never, id),
  ...more,
});
const tested = (verdict: RunSummary['verdict'], binding = now) => ({ verdict, binding }) as RunSummary;
const rule = (settled: readonly string[], ...proposals: ProposalView[]) =>
  dueRule({ ...emptyView, proposals }, { settled, bindingOf });
const tool = (settled: readonly string[], ...proposals: ProposalView[]) =>
  dueTool({ ...emptyView, proposals }, { settled, bindingOf });

describe('a rule', () => {
  it('is due while it was never tested, the last card of the list first', () => {
    expect(rule([], card('rule', 'a'), card('rule', 'b'))).toBe('b');
    expect(rule([], card('rule', 'a', { life: 'rejected' }))).toBeUndefined();
  });

  it('is due again once its record no longer counts, unless it failed', () => {
    const old = { ...now, state: 'other' };
    expect(rule([], card('rule', 'a', { test: tested('passed') }))).toBeUndefined();
    expect(rule([], card('rule', 'a', { test: tested('passed', old) }))).toBe('a');
    expect(rule([], card('rule', 'a', { test: tested('failed', old) }))).toBeUndefined();
  });

  it('is not begun again after it was stopped or came to its end, until it is asked for', () => {
    for (const key of [stoppedKey('a'), endedKey('a', now)]) {
      expect(rule([key], card('rule', 'a'))).toBeUndefined();
      expect(rule(unsettled([key, stoppedKey('b')], 'a'), card('rule', 'a'))).toBe('a');
    }
  });

  it('that was approved ahead comes first', () => {
    const view = {
      ...emptyView,
      items: [learnedRule('r', 'Greet first.')],
      waiting: ['r'],
      proposals: [card('rule', 'a')],
    };
    expect(dueRule(view, { settled: [], bindingOf })).toBe('r');
    expect(dueRule({ ...view, waiting: [] }, { settled: [], bindingOf })).toBe('a');
  });
});

it('a tool is due while it was never tested as it is now', () => {
  expect(tool([], card('tool', 't'), card('rule', 'a'))).toBe('t');
  expect(tool([], card('tool', 't', { test: tested('failed') }))).toBeUndefined();
  expect(tool([], card('tool', 't', { test: tested('passed', { ...now, proposal: 'old' }) }))).toBe('t');
  expect(tool([], card('tool', 't', { text: null }))).toBeUndefined();
  expect(tool([stoppedKey('t')], card('tool', 't'))).toBeUndefined();
});
