import { assert, dictionary, jsonValue, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/domain/canonical-json.ts';
import { readJson } from '../../../../src/domain/bundle/json-reader.ts';
import { readRules } from '../../../../src/domain/bundle/read-rules.ts';
import { sha256 } from '../../../../src/storage/sha256.ts';
import { hostileFiles } from '../../../fixtures/import-corpus.ts';

const read = (name: string, text: string) => readRules(name, text, sha256);
const textsOf = (name: string, text: string) => {
  const result = read(name, text);
  return result.ok ? result.value.items.map((item) => item.text) : result.error;
};

describe('hostile files', () => {
  const files = hostileFiles();

  it('are more than 300', () => expect(files.length).toBeGreaterThan(300));

  it('are each refused with one sentence', () => {
    const taken = files.filter(({ name, text }) => read(name, text).ok).map(({ name }) => name);
    expect(taken).toEqual([]);
    for (const { name, text } of files) {
      const result = read(name, text);
      if (!result.ok)
        expect([name, result.error]).toEqual([
          name,
          expect.stringMatching(/^This file cannot be used: [^\n]+$/),
        ]);
    }
  });
});

describe('the reader of JSON', () => {
  it('reads what JSON.parse reads', () => {
    assert(
      property(jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        if (/__proto__|constructor|prototype|\\ud[89a-f]/.test(text)) return;
        expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) as Json });
      }),
    );
  });

  it('never throws, and changes no prototype', () => {
    assert(property(string(), (text) => void readJson(text)));
    assert(property(dictionary(string(), string()), (value) => void readJson(JSON.stringify(value))));
    expect(({} as Record<string, unknown>)['approved']).toBeUndefined();
  });
});

describe('files of other assistants', () => {
  it('give their bullets, without headings, prose, fences, frontmatter and comments', () => {
    const text =
      '---\ndescription: x\n---\n# Style\n\nSome prose.\n\n- Use tabs.\n1. Write **tests**.\n<!-- - hidden -->\n```\n- not this\n```\n';
    expect(textsOf('AGENTS.md', text)).toEqual(['Use tabs.', 'Write tests.']);
  });

  it('give dated memories as preferences', () => {
    const result = read('memory.txt', '[2025-06-01] - Likes dry humour.\n[2025-06-03] - Prefers spaces.');
    expect(result.ok && result.value.items).toEqual([
      { kind: 'preference', scope: 'always', slot: 'free', text: 'Likes dry humour.' },
      { kind: 'preference', scope: 'always', slot: 'free', text: 'Prefers spaces.' },
    ]);
  });

  it('are refused where they are cut off, empty or no text', () => {
    expect(textsOf('x.mdc', '---\ndescription: cut')).toContain('cut off');
    expect(textsOf('x.md', '  \n')).toContain('empty');
    expect(textsOf('x.md', '- a\u0000b')).toContain('not a text');
  });
});
