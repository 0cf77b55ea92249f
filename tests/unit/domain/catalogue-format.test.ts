import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../../src/domain/catalogue-format.ts';

const base = 'https://assent.example/app/models.json';

const mlc = {
  id: 'Tiny-1B-MLC',
  name: 'Tiny 1B',
  engine: 'webllm',
  bytes: 1000,
  vramBytes: 2000,
  context: 4096,
  license: 'MIT',
  languages: ['en', 'pt-BR'],
  requires: ['shader-f16'],
  source: { model: 'models/tiny/', model_lib: 'https://mirror.example/tiny.wasm' },
  note: 'Small.',
};
const gguf = {
  ...mlc,
  id: 'Tiny-GGUF',
  engine: 'wllama',
  requires: [],
  source: { gguf: ['a.gguf', 'b.gguf'] },
};

const parse = (...models: unknown[]) => parseCatalogue({ version: 1, models }, base);

const problemOf = (...models: unknown[]) => {
  const result = parse(...models);
  return result.ok ? result.value.problem : result.error;
};

describe('parseCatalogue', () => {
  it('reads the list that ships with the program', () => {
    const json: unknown = JSON.parse(readFileSync('public/models.json', 'utf8'));
    const result = parseCatalogue(json, base);
    if (!result.ok) throw new Error(result.error);
    expect(result.value.problem).toBeUndefined();
    expect(result.value.models.length).toBeGreaterThan(8);
  });

  it('makes addresses absolute and passes over unknown fields', () => {
    const result = parse({ ...mlc, shiny: true }, gguf);
    expect(result).toEqual({
      ok: true,
      value: {
        models: [
          {
            ...mlc,
            source: {
              model: 'https://assent.example/app/models/tiny/',
              model_lib: 'https://mirror.example/tiny.wasm',
            },
          },
          {
            ...gguf,
            source: { gguf: ['https://assent.example/app/a.gguf', 'https://assent.example/app/b.gguf'] },
          },
        ],
      },
    });
  });

  it('keeps hashes in lower case', () => {
    const hash = 'AB'.repeat(32);
    const result = parse({ ...mlc, sha256: { 'a.bin': hash } });
    expect(result).toMatchObject({
      ok: true,
      value: { models: [{ sha256: { 'a.bin': hash.toLowerCase() } }] },
    });
  });

  it.each<[string, unknown]>([
    ['without what is wrong in it: entry 1 (“Tiny-1B-MLC”) has no “name”.', { ...mlc, name: ' ' }],
    ['has an unknown “engine”', { ...mlc, engine: 'magic' }],
    ['has no “source”', { ...mlc, source: undefined }],
    ['has no address as “model”', { ...mlc, source: { gguf: ['a.gguf'] } }],
    ['addresses in “gguf”', { ...gguf, source: mlc.source }],
    ['addresses in “gguf”', { ...gguf, source: { gguf: [] } }],
    ['names no file', { ...gguf, source: { gguf: ['folder/'] } }],
    ['two files of the same name', { ...gguf, source: { gguf: ['a/x.gguf', 'b/x.gguf'] } }],
    ['none for the web', { ...gguf, source: { gguf: ['javascript:alert(1)'] } }],
    ['none for the web', { ...gguf, source: { gguf: ['https://me:secret@mirror.example/a.gguf'] } }],
    ['“bytes”', { ...mlc, bytes: '1000' }],
    ['“bytes”', { ...mlc, bytes: 0.5 }],
    ['“vramBytes”', { ...mlc, vramBytes: 1e13 }],
    ['“context”', { ...mlc, context: -1 }],
    ['“languages”', { ...mlc, languages: 'en' }],
    ['“languages”', { ...mlc, languages: ['English'] }],
    ['“requires”', { ...mlc, requires: [1] }],
    ['“sha256”', { ...mlc, sha256: { a: 'short' } }],
    ['“id”', { ...mlc, id: '../../etc' }],
    ['“id”', { ...mlc, id: '..' }],
    ['reserved', { ...mlc, id: 'imported-mine' }],
    ['“note” of more than', { ...mlc, note: 'x'.repeat(601) }],
    ['is not an object', null],
  ])('leaves out what %s', (sentence, entry) => {
    expect(problemOf(entry)).toContain(sentence);
  });

  it('leaves out a second entry with the same id, and keeps the others', () => {
    expect(parse(mlc, { ...gguf, name: 3 }, mlc, gguf)).toMatchObject({
      ok: true,
      value: {
        models: [{ id: mlc.id }, { id: gguf.id }],
        problem:
          'The list of models is shown without what is wrong in it: entry 2 (“Tiny-GGUF”) has no “name”, and 1 more like it.',
      },
    });
    expect(problemOf(mlc, gguf, mlc)).toBe(
      'The list of models is shown without what is wrong in it: entry 3 (“Tiny-1B-MLC”) has the id of an earlier entry.',
    );
  });

  it.each([
    [null, 'not an object'],
    [[], 'not an object'],
    [{ version: 2, models: [] }, 'version 2'],
    [{ version: 1 }, 'no “models”'],
    [{ version: 1, models: Array.from({ length: 201 }, () => mlc) }, 'more than 200'],
  ])('refuses %j', (json, sentence) => {
    const result = parseCatalogue(json, base);
    expect(result).toEqual({ ok: false, error: expect.stringContaining(sentence) });
  });

  it('never throws, and what it lets through it lets through again', () => {
    const field = fc.constantFrom(...Object.keys(mlc), 'sha256', '__proto__');
    const entry = fc
      .tuple(fc.constantFrom(mlc, gguf), field, fc.oneof(fc.jsonValue(), fc.webUrl(), fc.double()))
      .map(([model, name, value]) => ({ ...model, [name]: value }));
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({
        version: fc.constant(1),
        models: fc.array(fc.oneof(entry, fc.jsonValue()), { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(json, (value) => {
        const result = parseCatalogue(value, base);
        if (!result.ok) {
          expect(result.error).toMatch(/\.$/);
          return;
        }
        const { models } = result.value;
        expect(parseCatalogue({ version: 1, models }, base)).toEqual({ ok: true, value: { models } });
      }),
      { numRuns: 1000 },
    );
  });
});
