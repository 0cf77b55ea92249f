import { expect, test } from 'vitest';
import { originsInCatalogue, parseOrigins } from '../../../../src/sw/build/origins.ts';

test('the catalogue names the origins of its absolute addresses, once each', () => {
  const catalogue = {
    models: [
      { source: { model: 'https://mirror.example/a/', model_lib: 'https://libs.example:8443/a.wasm' } },
      { source: { gguf: ['https://mirror.example/b.gguf', './models/c.gguf', '/d.gguf'] } },
    ],
  };
  expect(originsInCatalogue(JSON.stringify(catalogue))).toEqual([
    'https://mirror.example',
    'https://libs.example:8443',
  ]);
});

test('server origins are read from a list', () => {
  expect(parseOrigins('')).toEqual([]);
  expect(parseOrigins(' https://models.example , http://10.0.0.2:11434/')).toEqual([
    'https://models.example',
    'http://10.0.0.2:11434',
  ]);
});

test.each([
  '*',
  'models.example',
  'https://models.example/v1',
  'ws://models.example',
  'https://a.example; script-src *',
  'https://*',
  'https://*.example',
  'http://[::1]:11434',
])('refuses %s, which would widen the policy', (text) => {
  expect(() => parseOrigins(text)).toThrow('ASSENT_SERVER_ORIGINS');
});

test('a catalogue cannot widen the policy either', () => {
  const catalogue = { models: [{ source: { gguf: ['https://*/a.gguf'] } }] };
  expect(() => originsInCatalogue(JSON.stringify(catalogue))).toThrow('models.json');
});
