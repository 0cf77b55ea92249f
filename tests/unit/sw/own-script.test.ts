import { expect, test } from 'vitest';
import { createOwnScript } from '../../../src/sw/own-script.ts';

const ownScript = createOwnScript('https://host.example/assent/');

test.each([
  ['threads/webllm/webllm-1.js', 'https://host.example/assent/threads/webllm/webllm-1.js'],
  ['/assent/sw.js', 'https://host.example/assent/sw.js'],
  ['https://host.example/assent/sw.js', 'https://host.example/assent/sw.js'],
])('%s is a script of this app', (url, expected) => {
  expect(ownScript(url)).toBe(expected);
});

test.each([
  'https://elsewhere.example/assent/sw.js',
  'https://host.example/other/worker.js',
  '/other/worker.js',
  '../other/worker.js',
  '%2e%2e/other/worker.js',
  'blob:https://host.example/5e8f2b6a',
  'data:text/javascript,1',
  'javascript:1',
])('%s is not', (url) => {
  expect(() => ownScript(url)).toThrow(TypeError);
});
