import { expect, test } from 'vitest';
import { createNativeLog } from '../../../../src/engine/worker/wllama-log.ts';
import { wllamaProblem } from '../../../../src/engine/worker/wllama-errors.ts';

test('a program that aborts is dead, and its last word is the cause', async () => {
  const log = createNativeLog();
  log.logger.log('llama_context: fine');
  log.logger.debug('Aborted(OOM). Build with more memory.');
  await expect(log.died).rejects.toThrow('Aborted(OOM)');
  const problem: unknown = await log.died.catch((cause: unknown) => cause);
  expect(wllamaProblem(problem, log.problems()).kind).toBe('out-of-memory');
});

// What three browsers say when the module cannot be fetched, as Emscripten passes it on.
test.each([
  "NetworkError: Failed to execute 'send' on 'XMLHttpRequest': Failed to load 'https://a.example/wllama.wasm'.",
  'NetworkError: A network error occurred.',
  'TypeError: Load failed',
])('a module that is not on this device is told from a fault of the model: %s', async (cause) => {
  const log = createNativeLog();
  log.logger.debug(`failed to asynchronously prepare wasm: ${cause}`);
  log.logger.debug(`Aborted(${cause})`);
  const problem: unknown = await log.died.catch((died: unknown) => died);
  expect(wllamaProblem(problem, log.problems())).toMatchObject({
    kind: 'network',
    sentence: expect.stringContaining('not on this device yet'),
  });
});

test('what else is printed ends nothing', async () => {
  const log = createNativeLog();
  log.logger.log('request Aborted(no)');
  log.logger.error('a fault');
  const ended = await Promise.race([log.died.catch(() => 'died'), Promise.resolve('alive')]);
  expect(ended).toBe('alive');
});
