import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProvenanceRange, ProvenanceSource } from '../../../src/domain/conversation.ts';
import { editBetween, editRanges, editText, type TextEdit } from '../../../src/domain/provenance.ts';

const pasted: ProvenanceRange = { from: 10, to: 20, source: 'pasted' };

describe('editRanges', () => {
  it.each<[string, TextEdit, ProvenanceRange[]]>([
    [
      'typing before moves the range',
      { from: 0, removed: 0, inserted: 'abc' },
      [{ ...pasted, from: 13, to: 23 }],
    ],
    ['typing after leaves it', { from: 20, removed: 0, inserted: 'abc' }, [pasted]],
    [
      'typing inside parts it',
      { from: 15, removed: 0, inserted: 'abc' },
      [
        { ...pasted, to: 15 },
        { ...pasted, from: 18, to: 23 },
      ],
    ],
    ['deleting inside shrinks it', { from: 12, removed: 3, inserted: '' }, [{ ...pasted, to: 17 }]],
    [
      'deleting over its start cuts it',
      { from: 5, removed: 10, inserted: '' },
      [{ ...pasted, from: 5, to: 10 }],
    ],
    ['deleting all of it forgets it', { from: 9, removed: 12, inserted: 'x' }, []],
    [
      'dropping beside a paste keeps both',
      { from: 20, removed: 0, inserted: 'ab', source: 'dropped' },
      [pasted, { from: 20, to: 22, source: 'dropped' }],
    ],
  ])('%s', (_name, edit, ranges) => {
    expect(editRanges([pasted], edit)).toEqual(ranges);
  });

  it('counts a paste over 200 characters, and whatever is dropped, shared, quoted or imported', () => {
    const insert = (length: number, source: ProvenanceSource) =>
      editRanges([], { from: 0, removed: 0, inserted: 'x'.repeat(length), source });
    expect(insert(200, 'pasted')).toEqual([]);
    expect(insert(201, 'pasted')).toEqual([{ from: 0, to: 201, source: 'pasted' }]);
    for (const source of ['dropped', 'shared', 'quoted', 'imported'] as const)
      expect(insert(1, source)).toEqual([{ from: 0, to: 1, source }]);
  });

  it('merges neighbours of one source', () => {
    expect(
      editRanges([pasted], { from: 20, removed: 0, inserted: 'x'.repeat(300), source: 'pasted' }),
    ).toEqual([{ from: 10, to: 320, source: 'pasted' }]);
  });

  /** The same, kept the slow way: one mark for each character. */
  function marksAfter(marks: (string | undefined)[], edit: TextEdit): (string | undefined)[] {
    const foreign = edit.source !== undefined && (edit.source !== 'pasted' || edit.inserted.length > 200);
    const inserted = Array.from(edit.inserted, () => (foreign ? edit.source : undefined));
    return marks.toSpliced(edit.from, edit.removed, ...inserted);
  }

  it('agrees with a mark on each character, and stays sorted, merged and in bounds', () => {
    const edits = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.oneof(fc.nat(5), fc.integer({ min: 195, max: 210 })),
        source: fc.constantFrom(undefined, 'pasted', 'dropped', 'quoted'),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(edits, (steps) => {
        let text = '';
        let ranges: ProvenanceRange[] = [];
        let marks: (string | undefined)[] = [];
        for (const { at, share, length, source } of steps) {
          const from = Math.floor(at * text.length);
          const removed = Math.floor(share * (text.length - from));
          const edit: TextEdit = { from, removed, inserted: 'x'.repeat(length), source };
          marks = marksAfter(marks, edit);
          ranges = editRanges(ranges, edit);
          text = editText(text, edit);
        }
        const read = Array.from(
          text,
          (_, index) => ranges.find(({ from, to }) => from <= index && index < to)?.source,
        );
        expect(read).toEqual(marks);
        ranges.forEach((range, index) => {
          const next = ranges[index + 1];
          expect(range.to).toBeGreaterThan(range.from);
          expect(range.to).toBeLessThanOrEqual(next?.from ?? text.length);
          if (next?.from === range.to) expect(next.source).not.toBe(range.source);
        });
      }),
    );
  });
});

describe('editBetween', () => {
  it('finds the edit that was made', () => {
    expect(editBetween('Hello world', 'Hello big world')).toEqual({ from: 6, removed: 0, inserted: 'big ' });
    expect(editBetween('aaa', 'aa')).toEqual({ from: 2, removed: 1, inserted: '' });
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(editText(before, editBetween(before, after))).toBe(after);
      }),
    );
  });
});
