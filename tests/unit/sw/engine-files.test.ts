import { expect, test } from 'vitest';
import { createEngineFiles } from '../../../src/sw/engine-files.ts';
import { contentOf, memoryCaches } from '../../fixtures/memory-caches.ts';

const base = 'https://assent.example/';
const address = (name: string) => `${base}${name}`;

function setUp(caches = memoryCaches(), version = 'A') {
  const missing = new Set<string>();
  const fetched: string[] = [];
  const engines = createEngineFiles({
    caches,
    fetch: async (url) => {
      fetched.push(url);
      return new Response(`content of ${url}`, { status: missing.has(url) ? 404 : 200 });
    },
    filesByThread: {
      webllm: [address(`lib-${version}.js`)],
      wllama: [address(`wllama-${version}.wasm`), address(`glue-${version}.js`)],
    },
  });
  return { caches, engines, fetched, missing };
}

const stored = async (caches: CacheStorage) =>
  Object.keys(await contentOf(caches, 'assent-engines')).toSorted();

test('a file on its way to the page is kept, with its type; others are not', async () => {
  const { caches, engines } = setUp();
  await engines.keep(
    address('lib-A.js'),
    new Response('engine', { headers: { 'Content-Type': 'text/javascript' } }),
  );
  await engines.keep(address('other.js'), new Response('not an engine'));
  await engines.keep(address('wllama-A.wasm'), new Response('gone', { status: 404 }));
  expect(await stored(caches)).toEqual([address('lib-A.js')]);
  const response = await engines.match(address('lib-A.js'));
  expect(response?.headers.get('Content-Type')).toBe('text/javascript');
  expect(await response?.text()).toBe('engine');
});

test('a thread is kept whole, and what is there already is not fetched again', async () => {
  const { caches, engines, fetched } = setUp();
  await engines.keep(address('glue-A.js'), new Response('glue'));
  await engines.keepThread('wllama');
  expect(await stored(caches)).toEqual([address('glue-A.js'), address('wllama-A.wasm')]);
  expect(fetched).toEqual([address('wllama-A.wasm')]);
});

test('an update fetches every engine that was in use, and no other', async () => {
  const old = setUp();
  await old.engines.keep(address('wllama-A.wasm'), new Response('old'));
  const next = setUp(old.caches, 'B');
  await next.engines.prepareUpdate();
  expect(await stored(old.caches)).toEqual([
    address('glue-B.js'),
    address('wllama-A.wasm'),
    address('wllama-B.wasm'),
  ]);
});

test('an update whose engine cannot be had is refused, and the old engine stays', async () => {
  const old = setUp();
  await old.engines.keepThread('webllm');
  const next = setUp(old.caches, 'B');
  next.missing.add(address('lib-B.js'));
  await expect(next.engines.prepareUpdate()).rejects.toThrow('404');
  expect(await stored(old.caches)).toEqual([address('lib-A.js')]);
});

test('an engine whose files did not change is fetched once and outlives the update', async () => {
  const old = setUp();
  await old.engines.keepThread('webllm');
  const same = setUp(old.caches, 'A');
  await same.engines.prepareUpdate();
  await same.engines.deleteOthers();
  expect(same.fetched).toEqual([]);
  expect(await stored(old.caches)).toEqual([address('lib-A.js')]);
});

test('files of other versions are deleted when told so, and no other cache is touched', async () => {
  const old = setUp();
  await old.engines.keepThread('webllm');
  await (await old.caches.open('webllm/model')).put(address('weights.bin'), new Response('weights'));
  const next = setUp(old.caches, 'B');
  await next.engines.prepareUpdate();
  await next.engines.deleteOthers();
  expect(await stored(old.caches)).toEqual([address('lib-B.js')]);
  expect(await contentOf(old.caches, 'webllm/model')).toEqual({ [address('weights.bin')]: 'weights' });
});
