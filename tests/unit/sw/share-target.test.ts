import { expect, test } from 'vitest';
import { receiveShare, type SharedMessage } from '../../../src/sw/share-target.ts';
import { contentOf, memoryCaches } from '../../fixtures/memory-caches.ts';

const scope = 'https://assent.example/app/';

function setUp(taken = false, caches = memoryCaches()) {
  const offered: SharedMessage[] = [];
  let next = 0;
  const post = (body: BodyInit) =>
    receiveShare(new Request(`${scope}share`, { method: 'POST', body }), {
      caches,
      ids: () => `id-${(next += 1)}`,
      scope,
      offer: async (message) => {
        offered.push(message);
        return taken;
      },
    });
  const share = (fields: Record<string, string | File>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name.replace(/\d+$/, ''), value);
    return post(form);
  };
  return { share, post, offered, texts: () => contentOf(caches, 'assent-shared') };
}

test('a share is kept and leads to the composer', async () => {
  const { share, texts } = setUp();
  const response = await share({ title: 'Boats', text: 'Three of them', url: 'https://boats.example/' });
  expect([response.status, response.headers.get('Location')]).toEqual([303, `${scope}?shared=id-1#/chat`]);
  expect(await texts()).toEqual({
    [`${scope}shared/id-1`]: 'Boats\n\nThree of them\n\nhttps://boats.example/',
  });
});

test('what another field repeats is kept once', async () => {
  const { share, texts } = setUp();
  await share({ title: 'Boats', text: 'Boats https://boats.example/', url: 'https://boats.example/' });
  await share({ title: 'same', text: 'same' });
  expect(Object.values(await texts())).toEqual(['Boats https://boats.example/', 'same']);
});

test('text files come with their names, other files are left out', async () => {
  const { share, texts } = setUp();
  await share({
    files1: new File(['# Notes'], 'notes.md'),
    files2: new File(['PNG'], 'boat.png', { type: 'image/png' }),
  });
  expect(Object.values(await texts())).toEqual(['notes.md:\n# Notes']);
});

test('an empty share opens the composer and keeps nothing', async () => {
  const { share, texts } = setUp();
  expect((await share({ title: '  ' })).headers.get('Location')).toBe(`${scope}#/chat`);
  expect(await texts()).toEqual({});
});

test('a request that is no form opens the composer too', async () => {
  const { texts, post } = setUp();
  expect((await post('{}')).headers.get('Location')).toBe(`${scope}#/chat`);
  expect(await texts()).toEqual({});
});

test('a share is bounded, and so is what waits', async () => {
  const { share, texts } = setUp();
  for (let count = 0; count < 12; count += 1) await share({ text: 'x'.repeat(200_000) });
  const waiting = Object.entries(await texts());
  expect(waiting).toHaveLength(8);
  expect(waiting.at(-1)?.[0]).toBe(`${scope}shared/id-12`);
  expect(waiting.every(([, text]) => text.length === 100_000 && text.endsWith('…'))).toBe(true);
});

test('a window that is busy answering takes the text itself and is not navigated', async () => {
  const { share, offered } = setUp(true);
  expect((await share({ text: 'hello' })).status).toBe(204);
  expect(offered).toEqual([{ type: 'shared', id: 'id-1' }]);
});

test('where nothing more can be kept, the app is opened and told so', async () => {
  const full = memoryCaches();
  const open = full.open.bind(full);
  full.open = async (name) =>
    Object.assign(await open(name), {
      put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    });
  const { share, offered } = setUp(false, full);
  const response = await share({ text: 'hello' });
  expect([response.status, response.headers.get('Location')]).toEqual([303, `${scope}?unshared#/chat`]);
  expect(offered).toEqual([]);
});
