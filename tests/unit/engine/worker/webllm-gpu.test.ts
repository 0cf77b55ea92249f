import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchGpu } from '../../../../src/engine/worker/webllm-gpu.ts';
import { answerFromCaches } from '../../../../src/engine/worker/webllm-runtime.ts';

afterEach(() => vi.unstubAllGlobals());

class OutOfMemory {
  message = 'no room';
}

function fakeGpu() {
  let lose: (info: { reason: string; message: string }) => void = () => {};
  const device = Object.assign(new EventTarget(), { lost: new Promise((resolve) => (lose = resolve)) });
  const adapter = { requestDevice: () => Promise.resolve(device) };
  const gpu = { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
  const use = async () => (await gpu.requestAdapter())?.requestDevice();
  return { gpu, use, lose, device };
}

describe('watchGpu', () => {
  it('reports a lost device of whoever asked for one', async () => {
    const { gpu, use, lose } = fakeGpu();
    const problem = watchGpu(gpu);
    await use();
    lose({ reason: 'unknown', message: 'driver hung' });
    expect(await problem).toMatchObject({ kind: 'gpu-lost', detail: 'driver hung' });
  });

  it('reports a lack of memory, and leaves alone a device that its owner destroyed', async () => {
    vi.stubGlobal('GPUOutOfMemoryError', OutOfMemory);
    const { gpu, use, lose, device } = fakeGpu();
    const problem = watchGpu(gpu);
    await use();
    lose({ reason: 'destroyed', message: '' });
    await new Promise((resolve) => setTimeout(resolve));
    device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: new OutOfMemory() }));
    expect(await problem).toMatchObject({ kind: 'out-of-memory', detail: 'no room' });
  });
});

describe('answerFromCaches', () => {
  const stored = new Response('stored');
  const scope = () => ({
    fetch: vi.fn(() => Promise.resolve(new Response('network'))),
    caches: {
      match: (url: string) => Promise.resolve(url === 'http://localhost/lib.wasm' ? stored : undefined),
    },
  });

  it('answers what is stored, and never goes to the network', async () => {
    const worker = scope();
    const network = worker.fetch;
    answerFromCaches(worker as unknown as WindowOrWorkerGlobalScope);
    const fetch = worker.fetch as unknown as typeof globalThis.fetch;
    expect(await fetch('http://localhost/lib.wasm')).toBe(stored);
    await expect(fetch('http://localhost/other.wasm')).rejects.toThrow('not in the caches');
    expect(network).not.toHaveBeenCalled();
    await fetch('data:text/plain,x');
    expect(network).toHaveBeenCalledOnce();
  });
});
