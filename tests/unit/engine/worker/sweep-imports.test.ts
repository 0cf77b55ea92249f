import { beforeEach, expect, test } from 'vitest';
import { openModelFolder, sweepImports } from '../../../../src/engine/worker/download-files.ts';
import { memoryFiles } from '../../../fixtures/memory-files.ts';

const hour = 60 * 60 * 1000;
let files: ReturnType<typeof memoryFiles>;

beforeEach(async () => {
  files = memoryFiles();
  for (const id of ['imported-listed', 'imported-lost', 'Tiny-GGUF'])
    await (await openModelFolder(files.root, id)).getFileHandle('model.gguf', { create: true });
});

const folders = () => files.paths().filter((path) => /^models\/.+\/$/.test(path));

test('an import that no record names is removed, and nothing else', async () => {
  await sweepImports(files.root, ['imported-listed'], Date.now() + 2 * hour);
  expect(folders()).toEqual(['models/imported-listed/', 'models/Tiny-GGUF/']);
});

test('one that was stored just now is left: another tab is about to record it', async () => {
  await sweepImports(files.root, [], Date.now() + hour / 2);
  expect(folders()).toHaveLength(3);
});

test('where there are no models, none are made', async () => {
  const empty = memoryFiles();
  await sweepImports(empty.root, [], Date.now());
  expect(empty.paths()).toEqual([]);
});
