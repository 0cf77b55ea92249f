import { expect, test } from 'vitest';
import { createCage } from '../../../src/tools/cage.ts';

/** A thread that says what it is told to, as soon as it gets a program. */
function cageThatHears(said: unknown) {
  const threads: { terminated: boolean }[] = [];
  const cage = createCage({
    loadWasm: () => Promise.resolve(new ArrayBuffer(0)),
    startWorker: () => {
      const thread = Object.assign(new EventTarget(), {
        terminated: false,
        postMessage: ({ kind }: { kind: string }) =>
          queueMicrotask(() =>
            thread.dispatchEvent(
              new MessageEvent('message', { data: kind === 'prepare' ? { kind: 'ready' } : said }),
            ),
          ),
        terminate: () => (thread.terminated = true),
      });
      threads.push(thread);
      return thread as unknown as Worker;
    },
  });
  return { threads, run: () => cage.run({ body: 'return 1;', input: null, granted: {} }) };
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['what is no JSON', '{"n":'],
  ['what is too long', JSON.stringify('€'.repeat(30_000))],
  ['what is nested in 101 levels', nested(101)],
  ['what is nested in all that fits', nested(32_000)],
])('%s is no result', async (_name, output) => {
  const { run, threads } = cageThatHears({ kind: 'done', output });
  expect(await run()).toMatchObject({ ok: false, error: { kind: 'output' } });
  expect(threads).toMatchObject([{ terminated: true }]);
});

test('what is nested in 100 levels is a result', async () => {
  const { run } = cageThatHears({ kind: 'done', output: nested(100) });
  expect(await run()).toMatchObject({ ok: true });
});

test('a thread that says what ours never does is ended', async () => {
  const { run, threads } = cageThatHears({ kind: 'done', output: { n: 1 } });
  expect(await run()).toMatchObject({ ok: false, error: { kind: 'failed' } });
  expect(threads).toMatchObject([{ terminated: true }]);
});
