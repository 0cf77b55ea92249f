import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../../src/domain/catalogue-format.ts';
import { filesAtAddress, isAdded, modelAtAddress } from '../../../src/domain/model-address.ts';

describe('filesAtAddress', () => {
  it.each([
    [' https://models.example/a.gguf#top ', ['https://models.example/a.gguf']],
    ['https://models.example/a.GGUF?x=1', ['https://models.example/a.GGUF?x=1']],
    [
      'https://huggingface.co/who/what/blob/main/a.gguf',
      ['https://huggingface.co/who/what/resolve/main/a.gguf'],
    ],
    [
      'https://models.example/a-00002-of-00002.gguf?x=1',
      [
        'https://models.example/a-00001-of-00002.gguf?x=1',
        'https://models.example/a-00002-of-00002.gguf?x=1',
      ],
    ],
  ])('takes %s', (address, value) => {
    expect(filesAtAddress(address)).toEqual({ ok: true, value });
  });

  it.each([
    ['models', 'This is no web address: it should begin with “https://”.'],
    ['javascript:alert(1)//a.gguf', 'This is no web address: it should begin with “https://”.'],
    [
      `https://models.example/${'a'.repeat(2000)}.gguf`,
      'This is no web address: it should begin with “https://”.',
    ],
    ['https://me:secret@models.example/a.gguf', 'An address with a name or password in it cannot be added.'],
    ['https://models.example/a.safetensors', 'Give the address of a model file: its name ends with “.gguf”.'],
    ['https://models.example/.gguf', 'Give the address of a model file: its name ends with “.gguf”.'],
    ['https://models.example/a-00001-of-99999.gguf', 'A model may have 64 parts at most.'],
  ])('refuses %s', (address, error) => {
    expect(filesAtAddress(address)).toEqual({ ok: false, error });
  });
});

describe('modelAtAddress', () => {
  const found = { bytes: 1000, name: 'Größe 1', context: 32_768, mark: 'abc' };

  it('gives an entry that the catalogue’s own format takes', () => {
    const model = modelAtAddress(['https://models.example/a.gguf'], found);
    expect(model).toMatchObject({
      id: 'added-Gr-e-1-abc',
      context: 4096,
      note: expect.stringContaining('models.example'),
    });
    expect(isAdded(model)).toBe(true);
    expect(parseCatalogue({ version: 1, models: [model] }, 'https://app.example/')).toEqual({
      ok: true,
      value: { models: [model] },
    });
  });

  it('has an id also where nothing of the name can be read', () => {
    const model = modelAtAddress(['https://models.example/a.gguf'], { ...found, name: '模型' });
    expect(parseCatalogue({ version: 1, models: [model] }, 'https://app.example/')).toMatchObject({
      value: { models: [{ name: '模型' }] },
    });
  });
});
