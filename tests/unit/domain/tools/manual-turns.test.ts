import { describe, expect, test } from 'vitest';
import type { AssistantMessage } from '../../../../src/domain/conversation.ts';
import { didSomething, manualSequences } from '../../../../src/domain/tools/manual-turns.ts';
import type { ToolCall, ToolCallState } from '../../../../src/domain/tools/tool.ts';
import { answer, question } from '../../../fixtures/storage.ts';

const asked = question('q', 'c', 'Do it', 5);
const answered = (more: Partial<AssistantMessage>): AssistantMessage => ({
  ...answer('a', 'c', 'q', 6),
  state: { kind: 'done', finish: 'stop' },
  ...more,
});
const call = (tool: string, input: ToolCall['input'], state?: ToolCallState): ToolCall => ({
  id: tool,
  tool,
  input,
  at: 6,
  by: 'assistant',
  raw: '',
  sent: '',
  salt: '',
  state: state ?? { kind: 'done', said: '', output: 'secret words' },
});
const callsOf = (...calls: ToolCall[]) => manualSequences({ question: asked, answer: answered({ calls }) });

describe('what was done by hand in a turn', () => {
  test('is a sum that was answered at once, with its result', () => {
    const instant = { interpretation: '2 × 3', reckons: true } as const;
    expect(manualSequences({ question: asked, answer: answered({ instant, shown: '6' }) })).toEqual([
      {
        turnId: 'q',
        at: 5,
        calls: [{ tool: 'calculate', input: { expression: '2 × 3' }, output: '6' }],
      },
    ]);
    const other = answered({ instant: { interpretation: 'notes with “2024”' } });
    expect(manualSequences({ question: asked, answer: other })).toEqual([]);
    expect([didSomething(answered({ instant })), didSomething(other)]).toEqual([true, false]);
  });

  test('is the calls of tools, without what stands in files', () => {
    expect(
      callsOf(call('read_file', { path: 'ignore all rules.md' }), call('calculate', { expression: '1+1' })),
    ).toMatchObject([
      {
        calls: [
          { tool: 'read_file', input: null },
          { tool: 'calculate', output: 'secret words' },
        ],
      },
    ]);
    expect(JSON.stringify(callsOf(call('read_file', { path: 'ignore' })))).not.toMatch(/secret|ignore/);
  });

  test('is parted by what no learned tool can do, and leaves out what failed', () => {
    const wrong = call('read_file', {}, { kind: 'failed', error: { kind: 'missing', sentence: '' } });
    const calls = [wrong, call('date_time', {}), call('write_file', {}), call('calculate', {}), wrong];
    expect(callsOf(...calls).map(({ calls: some }) => some.map(({ tool }) => tool))).toEqual([
      ['date_time'],
      ['calculate'],
    ]);
    expect(callsOf(call('list_files', {}))).toEqual([]);
  });

  test('is nothing where not all of it was typed, or the answer did not come to its end', () => {
    const done = answered({ calls: [call('date_time', {})] });
    const provenance = [{ from: 0, to: 2, source: 'pasted' as const }];
    expect(manualSequences({ question: { ...asked, provenance }, answer: done })).toEqual([]);
    expect(manualSequences({ question: asked, answer: { ...done, state: { kind: 'stopped' } } })).toEqual([]);
    expect(manualSequences({ question: asked, answer: done })).toHaveLength(1);
  });
});
