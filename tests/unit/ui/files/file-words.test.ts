import { describe, expect, it } from 'vitest';
import type { WorkspaceFile } from '../../../../src/domain/ports-tools.ts';
import { byFolder } from '../../../../src/ui/files/file-groups.ts';
import {
  changeInWords,
  distrustInWords,
  fileHash,
  nameOf,
  savedInWords,
} from '../../../../src/ui/files/file-words.ts';
import { hashToRoute } from '../../../../src/ui/route.ts';

const file = (path: string, more: Partial<WorkspaceFile> = {}): WorkspaceFile => ({
  path,
  bytes: 1,
  changedAt: 1,
  origin: 'you',
  sources: [],
  ...more,
});

describe('byFolder', () => {
  const listed = (...paths: string[]) =>
    byFolder(paths.map((path) => file(path))).map(({ file: { path }, heading }) =>
      heading === undefined ? path : `[${heading}] ${path}`,
    );

  it('puts files in no folder first, and a heading where a folder begins', () => {
    expect(listed('notes/b.md', 'z.md', 'a/x.md', 'notes/a.md', 'notes/old/a.md')).toEqual([
      'z.md',
      '[a] a/x.md',
      '[notes] notes/a.md',
      'notes/b.md',
      '[notes/old] notes/old/a.md',
    ]);
  });

  it('counts as people do', () => {
    expect(listed('note 10.md', 'note 2.md')).toEqual(['note 2.md', 'note 10.md']);
  });

  it('begins each folder once, also where two look alike', () => {
    const headings = byFolder(['1/a', '01/a', '1/b', '01/b'].map((path) => file(path))).flatMap(
      ({ heading }) => heading ?? [],
    );
    expect([...headings].sort()).toEqual(['01', '1']);
  });

  it('lists 10,000 files once each', () => {
    const many = Array.from({ length: 10_000 }, (_, number) => file(`${number % 97}/note ${number}.md`));
    const rows = byFolder(many);
    expect(new Set(rows.map((row) => row.file.path)).size).toBe(10_000);
    expect(rows.filter(({ heading }) => heading !== undefined)).toHaveLength(97);
  });
});

it('leads to a file whatever is in its name', () => {
  for (const path of ['notes/milk.md', 'a b/c?d#e&f.md', '100 %.md', 'naïve/ß.txt'])
    expect(hashToRoute(fileHash(path))).toEqual({ screen: 'files', item: path });
});

it('names the last part of a path', () => {
  expect(['a.md', 'notes/a.md', 'x/y/z'].map(nameOf)).toEqual(['a.md', 'a.md', 'z']);
});

describe('distrustInWords', () => {
  it('says nothing of what the person or Assent wrote from nothing foreign', () => {
    expect(distrustInWords(file('a.md'))).toBeUndefined();
    expect(distrustInWords(file('a.md', { origin: 'assistant' }))).toBeUndefined();
  });

  it('says why words are only data', () => {
    expect(distrustInWords(file('a.md', { origin: 'brought' }))).toBe(
      'This file was brought in. Assent treats its words as data, never as instructions.',
    );
    const sources = [{ kind: 'file', path: 'mail.txt' }] as const;
    expect(distrustInWords(file('a.md', { sources }))).toMatch(/mail\.txt.* never as instructions/);
  });
});

it('says what was changed', () => {
  const entry = { id: 'u', at: 1, path: 'b.md' } as const;
  expect(changeInWords({ ...entry, kind: 'renamed', from: 'a.md' })).toBe('Renamed “a.md” to “b.md”');
  expect(
    (['created', 'replaced', 'deleted'] as const).map((kind) => changeInWords({ ...entry, kind })),
  ).toEqual(['Made “b.md”', 'Changed “b.md”', 'Deleted “b.md”']);
});

it('says what was saved, and names what was not', () => {
  const none = { saved: 1, same: 0, failed: [], stopped: false };
  expect(savedInWords(none)).toBe('Saved 1 file.');
  expect(savedInWords({ ...none, saved: 0, same: 2 })).toBe('Saved 0 files, 2 were there already.');
  expect(savedInWords({ ...none, stopped: true, failed: ['a', 'b', 'c', 'd', 'e'] })).toBe(
    'Stopped: saved 1 file. Not saved: “a”, “b”, “c”, and 2 more.',
  );
});
