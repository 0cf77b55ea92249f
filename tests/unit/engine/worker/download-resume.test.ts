import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogueModel } from '../../../../src/domain/model.ts';
import { testDevice } from '../../../fixtures/download-thread.ts';
import { fakeMlcEntry } from '../../../fixtures/fake-mlc-model.ts';
import { type Fault, faultyServer } from '../../../fixtures/faulty-fetch.ts';
import { tinyGguf } from '../../../fixtures/tiny-gguf.ts';

const mebibyte = 2 ** 20;
const origin = 'https://models.invalid';
const url = `${origin}/tiny.gguf`;

/** A model file with bytes of chance behind its header, so that two never agree by accident. */
function modelBytes(size: number, seed: number): Uint8Array<ArrayBuffer> {
  const header = tinyGguf();
  const bytes = new Uint8Array(Math.max(size, header.length));
  let state = seed + 1;
  for (let index = header.length; index < bytes.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  bytes.set(header);
  return bytes;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function setUp({ hashed = true, readable = false, size = 5 * mebibyte } = {}) {
  const faults: Fault[] = [];
  const server = faultyServer(() => faults.shift() ?? { kind: 'none' }, { readable });
  const bytes = modelBytes(size, 1);
  server.files.set(url, bytes);
  const device = testDevice({ fetch: server.fetch });
  const model: CatalogueModel = fakeMlcEntry(`${origin}/`, {
    id: 'Tiny',
    engine: 'wllama',
    bytes: bytes.length,
    source: { gguf: [url] },
    ...(hashed && { sha256: { 'tiny.gguf': sha256(bytes) } }),
  });
  const download = (thread = device.newThread()) => thread.download(model, [origin], device.onProgress);
  const stored = async () => {
    const models = await (await device.files.root()).getDirectoryHandle('models');
    const folder = await models.getDirectoryHandle('Tiny');
    const file = await (await folder.getFileHandle('tiny.gguf')).getFile();
    return new Uint8Array(await file.arrayBuffer());
  };
  return { faults, server, bytes, device, model, download, stored };
}

describe('a download that is interrupted', () => {
  it.each([
    ['a connection that breaks', { kind: 'cut', at: 3_000_000 }],
    ['a length that is not kept', { kind: 'wrong-length', by: 1000 }],
    ['a server without an answer', { kind: 'unreachable' }],
    ['a server that is asked too often', { kind: 'status', status: 429 }],
    ['a server in trouble', { kind: 'status', status: 503 }],
  ] as const)('goes on by itself after %s', async (_title, fault) => {
    const { faults, server, bytes, download, stored } = setUp();
    faults.push(fault);
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
    expect(server.sent()).toBeLessThanOrEqual(bytes.length + mebibyte);
  });

  it('tells why it waits, and for how long', async () => {
    const { faults, device, download } = setUp();
    faults.push({ kind: 'cut', at: 1000 });
    await download();
    expect(device.progress.find(({ phase }) => phase === 'waiting')).toMatchObject({
      again: { why: expect.stringMatching(/connection broke off\.$/), waitMs: 750 },
    });
    expect(device.progress.at(-1)).not.toHaveProperty('again');
  });

  it('asks a person after six tries that brought nothing, and keeps what is here', async () => {
    const { faults, server, bytes, download, stored, device, model } = setUp();
    faults.push({ kind: 'cut', at: 2_000_000 }, ...Array<Fault>(20).fill({ kind: 'unreachable' }));
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'network' } });
    expect(server.requests).toHaveLength(6);
    expect(await device.newThread().unfinished()).toMatchObject([{ paused: false, bytes: 2_000_000 }]);
    faults.length = 0;
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
    expect(server.sent()).toBeLessThanOrEqual(bytes.length + mebibyte);
    // A page that died before it recorded the model finds it at the next start, and fetches nothing.
    expect(await device.newThread().unfinished()).toMatchObject([{ model, paused: false }]);
    server.requests.length = 0;
    expect(await download()).toMatchObject({ ok: true });
    expect(server.requests).toEqual([]);
    await device.recorded('Tiny');
    expect(await device.newThread().unfinished()).toEqual([]);
  });

  it('is paused when its owner stops it, and goes on in another thread', async () => {
    const { server, bytes, download, stored, device, model } = setUp();
    const thread = device.newThread();
    const result = await thread.download(model, [origin], ({ bytes: count }) => {
      if (count && count.done > 2_000_000) thread.stop();
    });
    expect(result).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    const [unfinished] = await device.newThread().unfinished();
    expect(unfinished).toMatchObject({ model, paused: true });
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
    expect(server.sent()).toBeLessThanOrEqual(bytes.length + mebibyte);
  });

  it('begins anew where the server gives only the whole', async () => {
    const { faults, bytes, download, stored } = setUp();
    faults.push({ kind: 'cut', at: 2_000_000 }, { kind: 'whole' });
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
  });

  it.each([[true], [false]])(
    'begins anew where another file lies at the address by now (headers can be read: %s)',
    async (readable) => {
      const { faults, server, download, stored } = setUp({ hashed: false, readable });
      const other = modelBytes(5 * mebibyte, 2);
      faults.push({ kind: 'cut', at: 4_000_000 }, ...Array<Fault>(6).fill({ kind: 'unreachable' }));
      await download();
      faults.length = 0;
      server.files.set(url, other);
      expect(await download()).toMatchObject({ ok: true });
      expect(sha256(await stored())).toBe(sha256(other));
    },
  );

  it('refuses another file than the catalogue’s, and keeps nothing of it', async () => {
    const { server, download, device } = setUp();
    server.files.set(url, modelBytes(5 * mebibyte, 2));
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('says so on a full disk, and goes on once there is room', async () => {
    const { server, bytes, download, stored, device } = setUp();
    device.files.setRoom(2.5 * mebibyte);
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'quota' } });
    device.files.setRoom(Number.POSITIVE_INFINITY);
    expect(await device.newThread().unfinished()).toMatchObject([{ paused: true }]);
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
    expect(server.sent()).toBeLessThanOrEqual(bytes.length + mebibyte);
  });

  it('is still listed where others took the room that it had, down to the last byte', async () => {
    const { bytes, download, stored, device } = setUp();
    let writes = 0;
    device.files.setOnStep((step) => {
      if (step === 'write' && ++writes === 4) device.files.setRoom(device.files.used() / 2);
    });
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'quota' } });
    expect(await device.newThread().unfinished()).toMatchObject([{ model: { id: 'Tiny' }, paused: true }]);
    device.files.setRoom(Number.POSITIVE_INFINITY);
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
  });

  it('goes on from the disk where the states of the hash are lost or wrong', async () => {
    const { faults, bytes, download, stored, device } = setUp({ size: 20 * mebibyte });
    faults.push({ kind: 'cut', at: 17 * mebibyte }, ...Array<Fault>(6).fill({ kind: 'unreachable' }));
    await download();
    const models = await (await device.files.root()).getDirectoryHandle('models');
    const folder = await models.getDirectoryHandle('Tiny');
    const handle = (await folder.getFileHandle('tiny.gguf.part.sums')) as unknown as {
      createSyncAccessHandle(): Promise<{
        write(bytes: Uint8Array, at: { at: number }): number;
        close(): void;
      }>;
    };
    const access = await handle.createSyncAccessHandle();
    access.write(new Uint8Array(40).fill(7), { at: 150 });
    access.close();
    faults.length = 0;
    expect(await download()).toMatchObject({ ok: true });
    expect(sha256(await stored())).toBe(sha256(bytes));
  });
});

/** What may happen on the way: a fault of the next request, or something on this device. */
type Event =
  Fault | { kind: 'pause'; after: number } | { kind: 'kill'; step: number } | { kind: 'full'; room: number };

const lives = process.env['ASSENT_LONG'] === undefined ? 12 : 500;
const size = 3 * mebibyte;
const at = fc.integer({ min: 0, max: size });
const passing: fc.Arbitrary<Event>[] = [
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({ kind: fc.constant('wrong-length' as const), by: fc.integer({ min: 1, max: 1e6 }) }),
  fc.constant({ kind: 'unreachable' as const }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(408, 429, 500, 503) }),
  fc.record({ kind: fc.constant('pause' as const), after: at }),
  fc.record({ kind: fc.constant('kill' as const), step: fc.integer({ min: 0, max: 150 }) }),
  fc.record({ kind: fc.constant('full' as const), room: at }),
];
const harmful: fc.Arbitrary<Event>[] = [
  fc.record({ kind: fc.constant('short' as const), at }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constant(416 as const) }),
  fc.constant({ kind: 'whole' as const }),
  fc.record({ kind: fc.constant('damaged' as const), at }),
];

/** Lives through the events, one download each, then downloads once more on a device and a network that are well. */
async function liveThrough(events: readonly Event[], readable: boolean) {
  const { faults, server, bytes, device, model, download, stored } = setUp({ readable, size });
  for (const event of events) {
    faults.length = 0;
    const thread = device.newThread();
    let steps = 0;
    let told = device.onProgress;
    if (event.kind === 'kill')
      device.files.setOnStep(() => {
        // A killed thread does nothing more: every later step fails as well.
        if (++steps > event.step) throw new DOMException('killed', 'AbortError');
      });
    else if (event.kind === 'full') device.files.setRoom(device.files.used() + event.room);
    else if (event.kind === 'pause')
      told = (progress) => {
        if ((progress.bytes?.done ?? 0) >= event.after) thread.stop();
      };
    else faults.push(event);
    const result = await thread.download(model, [origin], told);
    device.files.setOnStep(() => undefined);
    device.files.releaseHandles();
    device.files.setRoom(Number.POSITIVE_INFINITY);
    // Never silently broken: what counts as here is the file itself.
    if (result.ok) expect(sha256(await stored())).toBe(sha256(bytes));
    // And never lost from sight: what takes room is listed as on its way.
    const takesRoom = device.files.paths().some((path) => /\.gguf(\.part)?$/.test(path));
    if (takesRoom) expect(await device.newThread().unfinished()).toMatchObject([{ model }]);
  }
  faults.length = 0;
  expect(await download()).toMatchObject({ ok: true });
  expect(sha256(await stored())).toBe(sha256(bytes));
  await device.recorded('Tiny');
  expect(await device.newThread().unfinished()).toEqual([]);
  return { sent: server.sent(), whole: bytes.length };
}

describe('whatever happens on the way', () => {
  it('the model is whole and verified in the end, and at most 1 MiB is fetched twice for each interruption', async () => {
    const life = fc.array(fc.oneof(...passing), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(life, fc.boolean(), async (events, readable) => {
        const { sent, whole } = await liveThrough(events, readable);
        expect(sent).toBeLessThanOrEqual(whole + events.length * mebibyte);
      }),
      { numRuns: lives },
    );
  }, 600_000);

  it('the model is whole and verified in the end, also where it has to begin anew', async () => {
    const life = fc.array(fc.oneof(...passing, ...harmful), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(life, fc.boolean(), async (events, readable) => {
        await liveThrough(events, readable);
      }),
      { numRuns: lives },
    );
  }, 600_000);
});
