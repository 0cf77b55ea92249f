import { describe, expect, it } from 'vitest';
import { pathKey } from '../../../src/domain/tools/path.ts';
import type { FileRecord } from '../../../src/storage/workspace-index.ts';
import { mostNumbers, placesAmong } from '../../../src/storage/workspace-places.ts';

const recordOf = (path: string): FileRecord => ({
  path,
  bytes: 0,
  changedAt: 0,
  origin: 'you',
  sources: [],
  stamp: path,
});
const mapOf = (paths: readonly string[]) => new Map(paths.map((path) => [pathKey(path), recordOf(path)]));

describe('a free place', () => {
  it.each([
    [[], 'a/b.md', 'a/b.md'],
    [['a/B.md'], 'A/b.md', 'a/b (2).md'],
    [['a/b.md', 'a/b (2).md', 'a/b (4).md'], 'a/b.md', 'a/b (3).md'],
    [['a/b.md/c', 'a/B (2).md/d'], 'a/b.md', 'a/b (3).md'],
    [['a/b'], 'a', 'a (2)'],
    [['a/b'], 'b', 'b'],
  ])('among %j for %s is %s', (paths, path, free) => {
    expect(placesAmong(mapOf(paths)).free(path)).toEqual({ ok: true, value: free });
  });

  it('is not inside a file', () => {
    expect(placesAmong(mapOf(['A'])).free('a/b')).toMatchObject({
      error: { kind: 'exists', sentence: '“A” is a file, so nothing can be put inside it.' },
    });
  });

  it('is asked for as files come', () => {
    const files = mapOf([]);
    const places = placesAmong(files);
    for (const free of ['a', 'a (2)', 'a (3)']) {
      expect(places.free('a')).toEqual({ ok: true, value: free });
      files.set(pathKey(free), recordOf(free));
    }
  });

  it('is given up in words where there are too many of that name', () => {
    const numbered = Array.from({ length: mostNumbers - 1 }, (_, at) => `in/a (${at + 2}).md`);
    const files = mapOf(['in/a.md', ...numbered]);
    expect(placesAmong(files).free('in/a.md')).toMatchObject({
      error: { kind: 'exists', sentence: 'There are too many files “a.md”: rename some of them.' },
    });
    files.delete(pathKey(`in/a (${mostNumbers}).md`));
    expect(placesAmong(files).free('in/a.md')).toEqual({ ok: true, value: `in/a (${mostNumbers}).md` });
  });
});
