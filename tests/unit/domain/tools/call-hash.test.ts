import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/domain/canonical-json.ts';
import { inputHash } from '../../../../src/domain/tools/call-hash.ts';
import { sha256 } from '../../../../src/storage/sha256.ts';

const hash = (salt: string, input: Json) => inputHash(salt, input, sha256);

describe('inputHash', () => {
  it('is the same for the same input, however its members are ordered', () => {
    expect(hash('s', { a: 1, b: [2] })).toBe(hash('s', { b: [2], a: 1 }));
    expect(hash('s', { a: 1 })).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differs with the salt and with the input, and does not confuse the two', () => {
    const hashes = [
      hash('s', 'a'),
      hash('t', 'a'),
      hash('s', 'b'),
      hash('sa', ''),
      hash('', 'sa'),
      hash('s', ['a']),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('takes whatever JSON.parse gives', () => {
    for (const text of ['"\\ud800"', '{"\\udfff":1}', '[1e999,-1e999]', 'null'])
      expect(hash('s', JSON.parse(text) as Json)).toMatch(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(hash('s', JSON.parse(text) as Json)).toHaveLength(64);
      }),
    );
  });
});
