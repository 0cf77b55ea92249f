import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listEngineFiles } from '../../../../src/sw/build/engine-file-list.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-list-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const large = 'x'.repeat(600 * 1024);

test('large files belong to the threads that lead to them, through small ones too', () => {
  write('assets/index-1.js', 'new Worker("threads/webllm/webllm-1.js")');
  write('threads/webllm/webllm-1.js', 'import("../shared/step-1.js")');
  write('threads/shared/step-1.js', 'import("./lib-1.js")');
  write('threads/shared/lib-1.js', large);
  write('threads/wllama/wllama-1.js', 'new URL("../../assets/wllama-1.wasm", import.meta.url)');
  write('assets/wllama-1.wasm', 'small, but compiled');
  write('threads/search/search-1.js', 'postMessage(1)');
  expect(listEngineFiles(folder)).toEqual({
    webllm: ['threads/shared/lib-1.js'],
    wllama: ['assets/wllama-1.wasm'],
  });
});

test('what the cage runs on comes with the first visit, as long as it is small', () => {
  write('assets/quickjs-1.wasm', 'small, but compiled');
  write('threads/cage/cage-1.js', 'new URL("../../assets/quickjs-1.wasm", import.meta.url)');
  expect(listEngineFiles(folder)).toEqual({});
  write('assets/quickjs-2.wasm', large);
  expect(() => listEngineFiles(folder)).toThrow('assets/quickjs-2.wasm');
});

test('a large file of no thread fails the build', () => {
  write('assets/huge-1.js', large);
  expect(() => listEngineFiles(folder)).toThrow('assets/huge-1.js');
});
