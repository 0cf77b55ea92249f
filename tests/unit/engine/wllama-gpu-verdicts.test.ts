import { expect, it } from 'vitest';
import { createGpuVerdicts } from '../../../src/engine/wllama-gpu-verdicts.ts';

it('remembers a verdict until it is forgotten', () => {
  const kept = new Map<string, string>();
  const verdicts = createGpuVerdicts({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  });
  expect(verdicts.read('a')).toBeUndefined();
  verdicts.write('a', 'gpu');
  expect([verdicts.read('a'), verdicts.read('b')]).toEqual(['gpu', undefined]);
  verdicts.forget('a');
  expect(verdicts.read('a')).toBeUndefined();
});

it('goes without where storage is full or blocked', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const verdicts = createGpuVerdicts({ getItem: refuse, setItem: refuse, removeItem: refuse });
  verdicts.write('a', 'gpu');
  verdicts.forget('a');
  expect(verdicts.read('a')).toBeUndefined();
});
