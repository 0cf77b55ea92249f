import { beforeEach, expect, test } from 'vitest';
import { importedSource } from '../../../../src/engine/webllm-files.ts';
import { openModelFolder, sweepImports } from '../../../../src/engine/worker/download-files.ts';
import { contentOf, memoryCaches } from '../../../fixtures/memory-caches.ts';
import { memoryFiles } from '../../../fixtures/memory-files.ts';

const hour = 60 * 60 * 1000;
let files: ReturnType<typeof memoryFiles>;
let caches: CacheStorage;

beforeEach(async () => {
  files = memoryFiles();
  caches = memoryCaches();
  for (const id of ['imported-listed', 'imported-lost', 'Tiny-GGUF'])
    await (await openModelFolder(files.root, id)).getFileHandle('model.gguf', { create: true });
});

const folders = () => files.paths().filter((path) => /^models\/.+\/$/.test(path));

test('an import that no record names is removed, and nothing else', async () => {
  await sweepImports({ root: files.root, caches }, ['imported-listed'], Date.now() + 2 * hour);
  expect(folders()).toEqual(['models/imported-listed/', 'models/Tiny-GGUF/']);
});

test('one that was stored just now is left: another tab is about to record it', async () => {
  await sweepImports({ root: files.root, caches }, [], Date.now() + hour / 2);
  expect(folders()).toHaveLength(3);
});

test('where there are no models, none are made', async () => {
  const empty = memoryFiles();
  await sweepImports({ root: empty.root, caches: memoryCaches() }, [], Date.now());
  expect(empty.paths()).toEqual([]);
});

test('what it brought into the caches of web-llm goes with it', async () => {
  const keys = {
    lost: importedSource('imported-lost'),
    listed: importedSource('imported-listed'),
  };
  for (const { model, model_lib } of Object.values(keys)) {
    await (await caches.open('webllm/model')).put(`${model}tokenizer.json`, new Response('{}'));
    await (await caches.open('webllm/wasm')).put(model_lib, new Response(''));
  }
  await sweepImports({ root: files.root, caches }, ['imported-listed'], Date.now() + 2 * hour);
  expect(Object.keys(await contentOf(caches, 'webllm/model'))).toEqual([
    `${keys.listed.model}tokenizer.json`,
  ]);
  expect(Object.keys(await contentOf(caches, 'webllm/wasm'))).toEqual([keys.listed.model_lib]);
});
