import { describe, expect, it } from 'vitest';
import { createDevice, type DeviceNavigator } from '../../../src/engine/device.ts';

const limits = {
  maxComputeWorkgroupStorageSize: 32768,
  maxStorageBuffersPerShaderStage: 10,
  maxBufferSize: 2 ** 30,
};
const info = { vendor: 'acme', architecture: 'rocket', description: '' };
const storage = {
  estimate: () => Promise.resolve({ usage: 10, quota: 100 }),
  persist: () => Promise.resolve(true),
  persisted: () => Promise.resolve(false),
};
const desktop: DeviceNavigator = {
  gpu: { requestAdapter: () => Promise.resolve({ features: new Set(['shader-f16']), limits, info }) },
  storage,
  deviceMemory: 8,
  hardwareConcurrency: 12,
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari',
  maxTouchPoints: 0,
};
const bare: DeviceNavigator = { userAgent: '', maxTouchPoints: 0 };
const factsOf = (navigator: DeviceNavigator) =>
  createDevice({ navigator, crossOriginIsolated: true }).facts();

describe('facts', () => {
  it('tells what the browser tells', async () => {
    expect(await factsOf(desktop)).toEqual({
      gpu: { ...limits, f16: true, fallback: false, adreno: false, description: 'acme rocket' },
      memory: 8 * 2 ** 30,
      storageFree: 90,
      cores: 12,
      crossOriginIsolated: true,
      memoryTight: false,
      ios: false,
      firefox: false,
    });
  });

  it('leaves open what the browser hides', async () => {
    expect(await factsOf(bare)).toEqual({
      gpu: undefined,
      memory: undefined,
      storageFree: undefined,
      cores: 1,
      crossOriginIsolated: true,
      memoryTight: false,
      ios: false,
      firefox: false,
    });
  });

  it.each<[string, DeviceNavigator['gpu']]>([
    ['gives no adapter', { requestAdapter: () => Promise.resolve(null) }],
    ['fails', { requestAdapter: () => Promise.reject(new Error('blocked')) }],
  ])('has no graphics processor where the browser %s', async (_name, gpu) => {
    expect((await factsOf({ ...desktop, gpu })).gpu).toBeUndefined();
  });

  it.each([
    ['by its flag', { ...info, isFallbackAdapter: true }],
    ['by its name', { ...info, architecture: 'swiftshader' }],
  ])('knows a software adapter %s', async (_name, named) => {
    const gpu = {
      requestAdapter: () => Promise.resolve({ features: new Set<string>(), limits, info: named }),
    };
    expect((await factsOf({ ...desktop, gpu })).gpu).toMatchObject({ fallback: true, f16: false });
  });

  it('asks for the adapter once, for storage each time', async () => {
    const adapter = { features: new Set<string>(), limits, info };
    let adapters = 0;
    let used = 0;
    const device = createDevice({
      crossOriginIsolated: false,
      navigator: {
        ...desktop,
        gpu: { requestAdapter: () => Promise.resolve((adapters++, adapter)) },
        storage: { ...storage, estimate: () => Promise.resolve({ usage: (used += 10), quota: 100 }) },
      },
    });
    expect((await device.facts()).storageFree).toBe(90);
    expect((await device.facts()).storageFree).toBe(80);
    expect(adapters).toBe(1);
  });

  it('asks again where there was no adapter', async () => {
    const adapter = { features: new Set<string>(), limits, info };
    const answers = [null, new Error('crashed'), adapter];
    const requestAdapter = async () => {
      const answer = answers.shift() ?? null;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const device = createDevice({
      crossOriginIsolated: false,
      navigator: { ...desktop, gpu: { requestAdapter } },
    });
    const gpus = [];
    for (let time = 0; time < 4; time += 1) gpus.push((await device.facts()).gpu?.description);
    expect(gpus).toEqual([undefined, undefined, 'acme rocket', 'acme rocket']);
  });

  it.each([
    ['by its architecture', { ...info, vendor: 'qualcomm', architecture: 'adreno-8xx' }, true],
    ['by its driver', { ...info, description: 'Adreno (TM) 740' }, true],
    ['and no other', info, false],
  ])('knows an Adreno %s', async (_name, named, adreno) => {
    const gpu = {
      requestAdapter: () => Promise.resolve({ features: new Set<string>(), limits, info: named }),
    };
    expect((await factsOf({ ...desktop, gpu })).gpu).toMatchObject({ adreno });
  });

  it.each([
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 0, false, true],
    [
      'Firefox on an iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) FxiOS/140.0',
      5,
      true,
      false,
    ],
    ['an iPad that says it is a Mac', desktop.userAgent, 5, true, false],
    ['Safari on a Mac', desktop.userAgent, 0, false, false],
    ['Chrome on Android', 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0', 5, false, false],
  ])('knows the platform: %s', async (_name, userAgent, maxTouchPoints, ios, firefox) => {
    expect(await factsOf({ ...desktop, userAgent, maxTouchPoints })).toMatchObject({ ios, firefox });
  });

  it.each([
    ['iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 5, true],
    ['iPad that says it is a Mac', desktop.userAgent, 5, true],
    ['Android', 'Mozilla/5.0 (Linux; Android 15)', 5, true],
    ['Mac', desktop.userAgent, 0, false],
    ['Windows with a touch screen', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 10, false],
  ])('knows a phone or tablet: %s', async (_name, userAgent, maxTouchPoints, memoryTight) => {
    expect((await factsOf({ ...desktop, userAgent, maxTouchPoints })).memoryTight).toBe(memoryTight);
  });
});

describe('storage', () => {
  it('tells use and asks to keep it', async () => {
    const device = createDevice({ navigator: desktop, crossOriginIsolated: true });
    expect(await device.storage()).toEqual({ used: 10, quota: 100, persisted: false });
    expect(await device.persist()).toBe(true);
  });

  it('survives browsers without it, and those that refuse', async () => {
    const refuse = () => Promise.reject(new Error('private window'));
    for (const navigator of [
      bare,
      { ...desktop, storage: { estimate: refuse, persist: refuse, persisted: refuse } },
    ]) {
      const device = createDevice({ navigator, crossOriginIsolated: true });
      expect(await device.storage()).toEqual({ used: 0, quota: 0, persisted: false });
      expect(await device.persist()).toBe(false);
    }
  });
});
