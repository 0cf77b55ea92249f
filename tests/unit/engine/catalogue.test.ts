import { describe, expect, it, vi } from 'vitest';
import { createCatalogue } from '../../../src/engine/catalogue.ts';

const url = 'https://assent.example/models.json';

const read = (answer: () => Promise<Response>) => {
  const fetch = vi.fn<typeof globalThis.fetch>(answer);
  return createCatalogue({ fetch, url }).read();
};

const broken = () =>
  new ReadableStream({ pull: (controller) => controller.error(new TypeError('network error')) });

describe('createCatalogue', () => {
  it('reads the list', async () => {
    expect(await read(async () => Response.json({ version: 1, models: [] }))).toEqual({
      ok: true,
      value: { models: [] },
    });
  });

  it.each<[string, () => Promise<Response>, string, string]>([
    [
      'is offline',
      async () => Promise.reject(new TypeError('Failed to fetch')),
      'network',
      'could not be reached',
    ],
    ['gets a 404', async () => new Response('', { status: 404 }), 'network', 'not at its address'],
    ['gets a page', async () => new Response('<!doctype html>'), 'corrupt', 'not valid JSON'],
    ['gets a huge file', async () => new Response(`"${'x'.repeat(2 ** 20)}"`), 'corrupt', 'larger than 1 MB'],
    ['is cut off', async () => new Response(broken()), 'network', 'did not arrive whole'],
    ['gets another list', async () => Response.json({ version: 7 }), 'corrupt', 'version 7'],
  ])('says so when it %s', async (_case, answer, kind, sentence) => {
    expect(await read(answer)).toMatchObject({
      ok: false,
      error: { kind, sentence: expect.stringContaining(sentence) },
    });
  });
});
