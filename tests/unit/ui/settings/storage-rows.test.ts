import { describe, expect, it } from 'vitest';
import type { StorageParts } from '../../../../src/app/storage-use.svelte.ts';
import { freedInWords, questionOf, sizeOf, storageRows } from '../../../../src/ui/settings/storage-rows.ts';
import { localModel, serverModel } from '../../app/fakes.ts';

const parts: StorageParts = {
  files: {
    models: { small: 2e6, large: 3e9 },
    unfinished: 0,
    files: 1200,
    undo: 0,
    otherFiles: 0,
    app: 4e6,
    engines: 8e6,
    rest: 10,
  },
  rows: { conversations: 5000, learning: 0, rest: 90 },
};
const installed = [localModel('small'), serverModel, localModel('large')];
const facts = { parts, installed, conversations: 2, needsEngines: true };

describe('what takes how much', () => {
  it('begins with the largest model, and leaves out what takes nothing', () => {
    expect(storageRows(facts).map((row) => `${row.name}: ${sizeOf(row)}`)).toEqual([
      'Model large: 3.0 GB',
      'Model small: 2 MB',
      'What models run on: 8 MB',
      '2 conversations: about 5 KB',
      'Notes and files: 1 KB',
      'The app itself: 4 MB',
      'Databases’ own room and the rest: less than 1 KB',
    ]);
  });

  it('offers to delete what models run on only where no model needs it', () => {
    const engines = (needsEngines: boolean) =>
      storageRows({ ...facts, needsEngines }).find(({ key }) => key === 'engines')?.action;
    expect([engines(true), engines(false)]).toEqual([undefined, { kind: 'drop-engines' }]);
  });

  it('says what a deletion freed, without counting single bytes', () => {
    const freed = [{ bytes: 213e6 }, { bytes: 12e3, estimated: true }, { bytes: 461 }, { bytes: 0 }];
    expect(freed.map(freedInWords)).toEqual([
      'Deleted. 213 MB freed.',
      'Deleted. About 12 KB freed.',
      'Deleted. Less than 1 KB freed.',
      'Deleted.',
    ]);
  });

  it('asks with the bytes that a deletion frees', () => {
    const [large] = storageRows(facts);
    expect(large && questionOf(large)).toMatchObject({
      title: 'Delete Model large?',
      sentences: ['This frees 3.0 GB.', expect.any(String)],
    });
  });
});
