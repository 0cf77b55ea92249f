import { expect, test } from 'vitest';
import { freshCatalogue } from '../../../src/sw/catalogue.ts';
import { memoryCaches } from '../../fixtures/memory-caches.ts';

const request = new Request('https://assent.example/models.json');
const json = (text: string) => new Response(text, { headers: { 'Content-Type': 'application/json' } });

function read(fetch: () => Promise<Response>, caches = memoryCaches()) {
  const deps = { caches, fetch, shipped: async () => json('shipped'), timeoutMs: 20 };
  return freshCatalogue(request, deps).then((response) => response.text());
}

const offline = () => Promise.reject(new TypeError('offline'));

test('the network comes first, and its list is there when it is gone', async () => {
  const caches = memoryCaches();
  expect(await read(async () => json('new'), caches)).toBe('new');
  expect(await read(offline, caches)).toBe('new');
});

test('without a stored list, the one that came with the app answers', async () => {
  expect(await read(offline)).toBe('shipped');
});

test('a network that does not answer in time is not waited for', async () => {
  expect(await read(() => new Promise(() => undefined))).toBe('shipped');
});

test.each([
  [
    'an error page',
    () => new Response('broken', { status: 500, headers: { 'Content-Type': 'application/json' } }),
  ],
  ['a sign-in page', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
])('%s is not a list', async (_, respond) => {
  const caches = memoryCaches();
  await read(async () => json('good'), caches);
  expect(await read(async () => respond(), caches)).toBe('good');
  expect(await read(offline, caches)).toBe('good');
});
