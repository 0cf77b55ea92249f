import { describe, expect, it } from 'vitest';
import { toolList } from '../../../../src/tools/registry.ts';
import {
  doing,
  inputRows,
  maskedInWords,
  sourceInWords,
  sourcesInWords,
  trying,
} from '../../../../src/ui/chat/tool-call-words.ts';

describe('what a call is for', () => {
  it('is a wish, and has other words while it happens', () => {
    const call = { tool: 'read_file', input: { path: 'trip.md' } };
    expect([trying(call), doing(call)]).toEqual(['Read “trip.md”', 'Reading “trip.md”']);
    const rename = { tool: 'rename_file', input: { from: 'a.md', to: 'b.md' } };
    expect(doing(rename)).toBe('Renaming “a.md” to “b.md”');
  });

  it('is the name of a tool that was learned, also where an object has such a member', () => {
    expect(trying({ tool: 'count_words', input: { text: 'a' } })).toBe('Use “count_words”');
    expect(doing({ tool: 'toString', input: {} })).toBe('Using “toString”');
  });

  it.each([[null], [3], [[]], [{}], [{ path: 7 }]])('survives the input %j, which says nothing', (input) => {
    expect(trying({ tool: 'read_file', input })).toBe('Read something');
  });

  it('names what every built-in tool must be given, with a verb of its own', () => {
    expect(toolList.length).toBeGreaterThan(0);
    for (const { name, input } of toolList) {
      const required = (input as { required?: string[] }).required ?? [];
      const filled = Object.fromEntries(required.map((part) => [part, `the ${part}`]));
      const words = doing({ tool: name, input: filled });
      expect(words).toMatch(/^\p{Lu}[a-z]+ing /u);
      expect(words).not.toContain('something');
      expect(words).not.toContain('Using');
    }
  });
});

it('shows the input as rows, in its order, with what is no text as JSON', () => {
  expect(inputRows({ path: 'a.md', count: 2, nothing: null, list: ['x'] })).toEqual([
    { name: 'path', value: 'a.md' },
    { name: 'count', value: '2' },
    { name: 'nothing', value: 'null' },
    { name: 'list', value: '[\n  "x"\n]' },
  ]);
  expect(inputRows(null)).toEqual([]);
  expect(inputRows(['a'])).toEqual([{ name: 'input', value: '[\n  "a"\n]' }]);
});

it('says where a text is from', () => {
  expect(sourceInWords({ kind: 'file', path: 'mail.txt' })).toBe(
    'the file “mail.txt”, which you did not write here',
  );
  expect(
    sourcesInWords([{ kind: 'pasted' }, { kind: 'tool', name: 'count_words' }, { kind: 'conversation' }]),
  ).toBe('a text that you pasted or shared, the tool “count_words”, and an earlier conversation');
});

it('says what was masked, a sentence for each kind', () => {
  expect(maskedInWords(['an API key', 'a password'])).toBe('An API key was masked. A password was masked.');
});
