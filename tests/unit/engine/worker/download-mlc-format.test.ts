import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTensorCache, tokenizerFile } from '../../../../src/engine/worker/download-mlc-format.ts';

const list = (...records: unknown[]) => parseTensorCache(JSON.stringify({ records }));

describe('parseTensorCache', () => {
  it('reads names, lengths and hashes', () => {
    expect(
      list({ dataPath: 'a.bin', nbytes: 5, md5Sum: 'AB'.repeat(16) }, { dataPath: 'sub/b.bin', nbytes: 6 }),
    ).toEqual({
      ok: true,
      value: [
        { name: 'a.bin', bytes: 5, md5: 'ab'.repeat(16) },
        { name: 'sub/b.bin', bytes: 6 },
      ],
    });
  });

  it.each(['../a', '/a', 'https://evil.example/a', 'a/../../b', '', 'a?b', 'a%2e'])(
    'refuses the name %j',
    (dataPath) => {
      expect(list({ dataPath, nbytes: 1 })).toMatchObject({ ok: false });
    },
  );

  it('refuses lengths that are none, and an empty list', () => {
    for (const nbytes of [0, -1, 1.5, '5', null])
      expect(list({ dataPath: 'a', nbytes })).toMatchObject({ ok: false });
    expect(list()).toMatchObject({ ok: false });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseTensorCache(text).ok).toBe('boolean');
        expect(typeof tokenizerFile(text).ok).toBe('boolean');
      }),
    );
  });
});

describe('tokenizerFile', () => {
  it('prefers the one that web-llm prefers', () => {
    const config = (...files: string[]) => tokenizerFile(JSON.stringify({ tokenizer_files: files }));
    expect(config('tokenizer.model', 'tokenizer.json')).toEqual({ ok: true, value: 'tokenizer.json' });
    expect(config('tokenizer.model')).toEqual({ ok: true, value: 'tokenizer.model' });
    expect(config('vocab.json')).toMatchObject({ ok: false });
  });
});
