import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asksForFiles,
  filesNamedIn,
  grantInWords,
  readLearnedTool,
  tagsOf,
  toSpec,
  writeLearnedTool,
} from '../../../../src/domain/tools/learned-tool.ts';
import { shoppingTotal, splitBill } from './tools-for-tests.ts';

const changed = (change: object, tool: object = splitBill) =>
  readLearnedTool(JSON.stringify({ ...tool, ...change }));
const errorOf = (change: object) => {
  const read = changed(change);
  return read.ok ? undefined : read.error;
};

describe('reading a learned tool', () => {
  test('gives back what was written, in canonical form', () => {
    for (const tool of [splitBill, shoppingTotal]) {
      expect(readLearnedTool(writeLearnedTool(tool))).toEqual({ ok: true, value: tool });
      expect(readLearnedTool(JSON.stringify(tool, null, 2))).toEqual({ ok: true, value: tool });
    }
    expect(writeLearnedTool(splitBill)).toMatch(/^\{"body":/);
  });

  test.each([
    [{ name: 'Split' }, 'small letters'],
    [{ name: 'ab' }, 'small letters'],
    [{ name: 'a'.repeat(41) }, 'small letters'],
    [{ name: 'split__bill' }, 'small letters'],
    [{ name: 'spl\u0456t_bill' }, 'small letters'],
    [{ name: 'delete_file' }, 'built-in'],
    [{ description: 'Too short' }, '10 to 160'],
    [{ description: 'x'.repeat(161) }, '10 to 160'],
    [{ description: 'It splits a bill. It does more.' }, 'one sentence'],
    [{ description: 'It splits\na bill for you.' }, 'one line'],
    [{ body: '' }, '1 to 4,000'],
    [{ body: ' \n' }, '1 to 4,000'],
    [{ body: 'x'.repeat(4001) }, '1 to 4,000'],
    [{ grants: ['network'] }, 'granted only'],
    [{ grants: ['clock', 'clock'] }, 'twice'],
    [{ grants: 'clock' }, 'granted only'],
    [{ examples: splitBill.examples.slice(1) }, '3 to 20'],
    [
      { examples: Array.from({ length: 21 }, (_, total) => ({ input: { total, people: 1 }, output: {} })) },
      '3 to 20',
    ],
    [{ examples: [...splitBill.examples, { input: {} }] }, 'Example 4'],
    [{ examples: [...splitBill.examples, { input: {}, output: 1, note: 'x' }] }, 'Example 4'],
    [{ examples: [...splitBill.examples, { input: [], output: 1 }] }, 'Example 4'],
    [{ examples: [...splitBill.examples, splitBill.examples[0]] }, 'same input'],
    [{ input: { type: 'string' } }, 'must be an object'],
    [{ input: { type: 'object', $ref: '#' } }, '“$ref”'],
    [{ output: { anyOf: [] } }, 'The output cannot be used'],
    [{ status: 'approved' }, 'no “status”'],
  ])('refuses %j', (change, words) => {
    expect(errorOf(change)).toContain(words);
  });

  test('refuses what is no tool at all, in one sentence', () => {
    for (const text of ['', 'null', '[]', '{', '{"name":"x"}', '"tool"', `{"name":"abc","name":"abd"}`]) {
      const read = readLearnedTool(text);
      expect([text, read.ok]).toEqual([text, false]);
      if (!read.ok) expect(read.error).toMatch(/^[A-Z].*\.$/);
    }
    const harmful = JSON.stringify(splitBill).replace('"total":90', '"__proto__":90');
    expect(readLearnedTool(harmful).ok).toBe(false);
  });

  test('counts the whole text in bytes of UTF-8', () => {
    // Inside 16,384 characters, and outside 16,384 bytes.
    const text = (letters: number) =>
      changed({ examples: [...splitBill.examples, { input: { note: 'é'.repeat(letters) }, output: 1 }] });
    expect(text(7000).ok).toBe(true);
    expect(text(8100)).toEqual({ ok: false, error: 'A tool may have at most 16 KiB.' });
  });

  test('never throws, and what it accepts it writes and reads the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom(...Object.keys(splitBill)),
        fc.jsonValue(),
        (text, key, value) => {
          readLearnedTool(text);
          const read = changed({ [key]: value });
          if (read.ok) expect(readLearnedTool(writeLearnedTool(read.value))).toEqual(read);
        },
      ),
    );
  });
});

describe('what a learned tool may do', () => {
  test('has words for each grant', () => {
    expect(['clock', 'random', 'files'].map(grantInWords)).toEqual([
      'may know the date and time',
      'may throw dice',
      'may read the files that you name in its input',
    ]);
  });

  test('files are private and foreign; nothing else has a tag', () => {
    expect(tagsOf(shoppingTotal)).toEqual(['private_read', 'untrusted_in']);
    expect(tagsOf({ grants: ['clock', 'random'] })).toEqual([]);
    expect(toSpec(shoppingTotal)).toMatchObject({
      name: 'shopping_total',
      perTurn: 3,
      tags: ['private_read', 'untrusted_in'],
    });
  });

  test('finds the files that an input names, and no other text', () => {
    const tool = {
      input: {
        type: 'object',
        properties: {
          list: { type: 'string', format: 'workspace-file' },
          more: { type: 'array', items: { type: 'string', format: 'workspace-file' } },
          note: { type: 'string' },
        },
      },
    };
    expect(
      filesNamedIn(tool, { list: 'a.md', more: ['b.md', 'a.md', 7], note: 'c.md', other: 'd.md' }),
    ).toEqual(['a.md', 'b.md']);
    for (const input of [{}, null, [], 'a.md', { list: 7, more: 'b.md' }])
      expect(filesNamedIn(tool, input)).toEqual([]);
    expect(asksForFiles(tool)).toBe(true);
    expect(asksForFiles(splitBill)).toBe(false);
  });
});
