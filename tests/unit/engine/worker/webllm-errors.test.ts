import { describe, expect, it } from 'vitest';
import { webllmProblem } from '../../../../src/engine/worker/webllm-errors.ts';

describe('webllmProblem', () => {
  it.each([
    "Cannot read properties of undefined (reading 'buffer')",
    'can\'t access property "buffer", a is undefined',
    "undefined is not an object (evaluating 'a.buffer')",
  ])('knows a library that is none: %s', (message) => {
    expect(webllmProblem(new TypeError(message), 'load').kind).toBe('corrupt');
    expect(webllmProblem(new TypeError(message), 'generate').kind).toBe('worker-lost');
  });

  it.each([
    'Failed to fetch dynamically imported module: https://assent.example/threads/webllm/index-B.js',
    'error loading dynamically imported module: https://assent.example/threads/webllm/index-B.js',
    'Importing a module script failed.',
  ])('does not blame the model where a part of the app is not here: %s', (message) => {
    expect(webllmProblem(new TypeError(message), 'load')).toMatchObject({
      kind: 'network',
      sentence:
        'The part of Assent that runs this model is not on this device yet. Connect once and try again.',
    });
  });

  it('keeps what it does not know for a bug report', () => {
    expect(webllmProblem('so it is', 'load')).toMatchObject({ kind: 'unsupported', detail: ': so it is' });
  });
});
