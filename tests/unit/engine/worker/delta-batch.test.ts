import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeltaBatch } from '../../../../src/engine/worker/delta-batch.ts';
import type { GenerateUpdate } from '../../../../src/engine/worker/model-thread.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createDeltaBatch', () => {
  it('sends the first text at once and gathers the rest', () => {
    const sent: GenerateUpdate[] = [];
    const batch = createDeltaBatch((update) => void sent.push(update));
    batch.add('a');
    expect(sent).toEqual([{ kind: 'delta', text: 'a' }]);
    for (const text of 'bcd') batch.add(text);
    expect(sent.length).toBe(1);
    vi.advanceTimersByTime(40);
    expect(sent[1]).toEqual({ kind: 'delta', text: 'bcd' });
    vi.advanceTimersByTime(1000);
    expect(sent.length).toBe(2);
    batch.add('e');
    expect(sent[2]).toEqual({ kind: 'delta', text: 'e' });
  });

  it('sends the rest at the end, waits until it arrived, and leaves no timer', async () => {
    let arrive = () => {};
    const sent: GenerateUpdate[] = [];
    const batch = createDeltaBatch((update) => {
      sent.push(update);
      return new Promise<void>((resolve) => (arrive = resolve));
    });
    batch.add('a');
    batch.add('b');
    let finished = false;
    const end = batch.finish().then(() => (finished = true));
    await Promise.resolve();
    expect([sent.length, finished]).toEqual([2, false]);
    arrive();
    await end;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on after an update that nobody took', async () => {
    // An unhandled rejection would fail the run.
    const answers = [Promise.reject(new Error('the page threw')), Promise.resolve()];
    const batch = createDeltaBatch(() => answers.shift());
    batch.prefill(1);
    batch.add('a');
    await batch.finish();
    expect(answers).toEqual([]);
  });
});
