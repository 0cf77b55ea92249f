import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/tools/worker/cage-evaluate.ts';
import { startMachine } from '../../../src/tools/worker/cage-machine.ts';

let wasm: WebAssembly.Module;
beforeAll(async () => {
  const path = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  wasm = await WebAssembly.compile(readFileSync(path));
});

/** A machine of its own for each program, as in the app. */
async function run(body: string, granted = '{}') {
  const machine = await startMachine(wasm);
  const limits = { timeoutMs: 1000, now: () => performance.now() };
  const reply = evaluate(machine, { body, input: '{"n":3}', granted }, limits);
  return { reply, bytes: machine.memory.buffer.byteLength };
}

test('a tool gives what it returns, also later', async () => {
  expect((await run('return input.n * 2;')).reply).toEqual({ kind: 'done', output: '6' });
  expect((await run('return Promise.resolve({ n: input.n });')).reply).toEqual({
    kind: 'done',
    output: '{"n":3}',
  });
});

describe('what is hostile ends in a fault, within its memory', () => {
  test.each([
    ['an infinite loop', 'while (true) {}'],
    ['strings that double', 'let s = "x"; while (true) s += s;'],
    ['arrays that grow', 'const a = []; while (true) a.push([1, 2, 3]);'],
    ['deep recursion', 'function f() { return f() + 1; } return f();'],
    ['a 1 GB output', 'return "x".repeat(1e9);'],
    ['an output over 64 KiB', 'return "x".repeat(70000);'],
    ['no output', 'return undefined;'],
    ['an output that is no JSON', 'const o = {}; o.o = o; return o;'],
    ['a promise that never settles', 'return new Promise(() => {});'],
    ['a flood of promises', 'const f = () => Promise.resolve().then(f); return f();'],
    ['the constructor of functions', 'return (function () {}).constructor("return 1")();'],
    ['eval', 'return eval("1");'],
    ['import', 'return import("https://x.example/a.js");'],
    ['require', 'return require("fs");'],
    ['posting messages', 'return postMessage("x");'],
    ['fetching', 'return fetch("https://x.example");'],
    ['a timer', 'return setTimeout(() => {}, 1);'],
    ['the clock', 'return Date.now();'],
    ['closing the function early', '}); globalThis.x = 1; (function () {'],
  ])('%s', async (_name, body) => {
    const { reply, bytes } = await run(body);
    expect(reply.kind).toBe('fault');
    expect(bytes).toBeLessThanOrEqual(64 * 1024 * 1024);
  });
});

test('a body that spoils the prototypes spoils only its own output', async () => {
  const { reply } = await run(
    'Array.prototype.toJSON = () => "spoilt"; JSON.stringify = () => "1"; return [input.n];',
  );
  expect(reply.kind).toBe('done');
  expect((await run('return [input.n];')).reply).toEqual({ kind: 'done', output: '[3]' });
});

test('nothing of a page or a worker is within reach', async () => {
  const names = [
    'self',
    'window',
    'document',
    'process',
    'indexedDB',
    'caches',
    'navigator',
    'Worker',
    'console',
  ];
  const { reply } = await run(`return ${JSON.stringify(names)}.filter((name) => name in globalThis);`);
  expect(reply).toEqual({ kind: 'done', output: '[]' });
});
