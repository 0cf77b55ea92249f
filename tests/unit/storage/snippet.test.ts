import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/storage/fold.ts';
import { queryWords } from '../../../src/storage/search-index.ts';
import { snippetOf } from '../../../src/storage/snippet.ts';

const around = (text: string, query: string) => {
  const found = snippetOf(text, queryWords(query));
  return found && [found.snippet, found.snippet.slice(found.match.from, found.match.to)];
};

describe('snippetOf', () => {
  it('marks the match as it is written in the original', () => {
    expect(around('We met in the CAFÉ at noon.', 'cafe')).toEqual(['We met in the CAFÉ at noon.', 'CAFÉ']);
    expect(around('Große Straße', 'strasse')).toEqual(['Große Straße', 'Straße']);
  });

  it('prefers the whole phrase to a single word', () => {
    expect(around('red wine, then a red house', 'red house')?.[1]).toBe('red house');
    expect(around('house painted red', 'red house')?.[1]).toBe('red');
  });

  it('is one line that begins and ends between words', () => {
    const long = `${'before '.repeat(50)}\nneedle\n${'after '.repeat(50)}`;
    const [snippet, match] = around(long, 'needle') ?? [];
    expect(match).toBe('needle');
    expect(snippet).toMatch(/^…(before )+ needle (after )+after…$/);
  });

  it('finds nothing in a text without the words', () => {
    expect(snippetOf('Hello', ['bye'])).toBeUndefined();
    expect(snippetOf('Hello', [])).toBeUndefined();
  });

  it('always shows what was searched for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string(),
        (before, needle, after) => {
          const words = queryWords(needle);
          const first = words[0];
          if (first === undefined) return;
          const found = snippetOf(`${before} ${needle} ${after}`, words);
          if (!found) throw new Error('not found');
          const shown = fold(found.snippet.slice(found.match.from, found.match.to));
          expect(words.some((word) => shown.includes(word))).toBe(true);
          expect(found.snippet).not.toContain('\n');
        },
      ),
    );
  });
});
