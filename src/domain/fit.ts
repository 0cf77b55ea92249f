import type { CatalogueModel, DeviceFacts, Fit, GgufSource, GpuFacts } from './model.ts';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

/** What web-llm 0.2.86 asks of every graphics processor, in bytes and buffers. */
const neededWorkgroupStorage = 32 * 1024;
const neededStorageBuffers = 10;
const neededBufferSize = 256 * mebibyte;

/** A browser hands out no larger file to WebAssembly in one piece. */
const largestGguf = 2 * gibibyte;

/** iOS ends a page near this much memory; other phones tell how much they have. */
const phonePageMemory = 1.5e9;

/** Share of the memory that a model may take without a warning, and the share that is surely too much. */
const comfortable = 0.4;
const hopeless = 0.8;
/** Browsers report no more than this, so that more may be there. */
const reportedAtMost = 8 * gibibyte;

/** On the processor alone, a larger model answers slower than one reads. */
const quickOnProcessor = 600e6;

/** A first model should be there within minutes. */
const firstDownload = 1.2e9;
/** A larger one would also answer more slowly. */
const firstDownloadWhereSlow = 0.5e9;

/** Says in words whether a model suits this device, from what is known before its download. Gates: web-llm, wllama. */
export function fitOf(model: CatalogueModel, device: DeviceFacts): Fit {
  const obstacle = model.engine === 'webllm' ? graphicsObstacle(model, device.gpu) : fileObstacle(model);
  if (obstacle !== undefined) return { level: 'no', sentence: obstacle };
  if (device.storageFree !== undefined && device.storageFree < model.bytes) {
    return {
      level: 'no',
      sentence: `Will not run, because it needs ${sizeInWords(model.bytes)} of storage and only ${sizeInWords(device.storageFree)} is free here.`,
    };
  }
  return memoryFit(model, device) ?? speedFit(model, device);
}

interface Candidate {
  model: CatalogueModel;
  fit: Fit;
}

/**
 * The best first model for this device: good answers, but soon there. Undefined if none can run.
 * `quicker` is the engine that proved quicker on this device, where that was measured.
 */
export function recommend<Entry extends Candidate>(
  entries: readonly Entry[],
  quicker?: CatalogueModel['engine'],
): Entry | undefined {
  const at = (level: Fit['level']) => entries.filter((entry) => entry.fit.level === level);
  const on = (engine: CatalogueModel['engine'], among: readonly Entry[]) =>
    among.filter(({ model }) => model.engine === engine);
  const good = at('good');
  const preferred = on(quicker ?? 'webllm', good);
  const pool = preferred.length > 0 ? preferred : good;
  const slow = at('slow');
  // A software graphics adapter is slower still than the processor itself.
  const lessSlow = on(quicker ?? 'wllama', slow);
  return (
    largestUpTo(firstDownload, pool) ??
    smallest(pool) ??
    largestUpTo(firstDownloadWhereSlow, lessSlow) ??
    smallest(lessSlow) ??
    smallest(slow) ??
    smallest(at('tight'))
  );
}

/** Of two of the same size, the one that takes less memory. */
const largestUpTo = <Entry extends Candidate>(bytes: number, entries: readonly Entry[]) =>
  entries
    .filter(({ model }) => model.bytes <= bytes)
    .toSorted((a, b) => b.model.bytes - a.model.bytes || a.model.vramBytes - b.model.vramBytes)[0];

const smallest = <Entry extends Candidate>(entries: readonly Entry[]) =>
  entries.toSorted((a, b) => a.model.vramBytes - b.model.vramBytes)[0];

function graphicsObstacle(model: CatalogueModel, gpu: GpuFacts | undefined): string | undefined {
  if (gpu === undefined)
    return 'Will not run, because this browser offers no graphics processor (WebGPU): choose a model for the processor.';
  if (needsF16(model) && !gpu.f16) {
    return 'Will not run, because this device lacks a graphics feature (16-bit shaders): choose the 32-bit version.';
  }
  return isStrongEnough(gpu)
    ? undefined
    : 'Will not run, because it needs a stronger graphics processor: choose a model for the processor.';
}

/** Whether web-llm's compiled kernels fit this graphics processor. */
export function isStrongEnough(gpu: GpuFacts): boolean {
  return (
    gpu.maxComputeWorkgroupStorageSize >= neededWorkgroupStorage &&
    gpu.maxStorageBuffersPerShaderStage >= neededStorageBuffers &&
    gpu.maxBufferSize >= neededBufferSize
  );
}

/** Most models that need the feature do not declare it; their id tells. */
const needsF16 = (model: CatalogueModel) => model.requires.includes('shader-f16') || /f16/i.test(model.id);

function fileObstacle(model: CatalogueModel): string | undefined {
  const files = isGguf(model.source) ? model.source.gguf.length : 1;
  return model.bytes / files > largestGguf
    ? 'Will not run, because its file is larger than the 2 GB that a browser can open.'
    : undefined;
}

const isGguf = (source: CatalogueModel['source']): source is GgufSource => 'gguf' in source;

function memoryFit(model: CatalogueModel, device: DeviceFacts): Fit | undefined {
  const size = sizeInWords(model.vramBytes);
  const needed = `needs about ${size} of memory`;
  if (device.memoryTight) {
    // Tablets and phones of Apple do not tell their memory, and its amount does not move this limit.
    const known = device.ios ? undefined : device.memory;
    const room = known === undefined ? phonePageMemory : Math.max(phonePageMemory, known / 3);
    const most = device.ios ? room : 2 * room;
    if (model.vramBytes > most) {
      const cause = device.ios
        ? `it ${needed}, and iPhones and iPads close a page near ${sizeInWords(room)}`
        : `it ${needed}: too much for a phone`;
      return { level: 'no', sentence: `Will not run, because ${cause}.` };
    }
    return model.vramBytes > 0.8 * room
      ? { level: 'tight', sentence: `Tight: ${needed}, and phones may close the page.` }
      : undefined;
  }
  if (device.memory === undefined) return undefined;
  if (model.vramBytes > hopeless * device.memory && device.memory < reportedAtMost) {
    return { level: 'no', sentence: `Will not run, because it ${needed}: more than this device has free.` };
  }
  return model.vramBytes > comfortable * device.memory
    ? { level: 'tight', sentence: `Tight: ${needed}; close other programs first.` }
    : undefined;
}

/** What is known to fail on some devices of a kind, and cannot be seen in their limits. */
function graphicsDoubt(device: DeviceFacts): Fit | undefined {
  // https://github.com/mlc-ai/web-llm/issues/836: the device is lost at the first answer, whatever the model.
  if (device.gpu?.adreno === true) {
    return {
      level: 'tight',
      sentence:
        'Tight: graphics processors of this kind (Adreno) often fail with it; a model for the processor is safer.',
    };
  }
  // Firefox gives WebGPU to pages before it gives it to workers, where the model runs.
  if (device.firefox) {
    return {
      level: 'tight',
      sentence: 'Tight: Firefox may not run it on the graphics processor yet; check this device first.',
      doubtful: true,
    };
  }
  return undefined;
}

function speedFit(model: CatalogueModel, device: DeviceFacts): Fit {
  if (model.engine === 'webllm') {
    if (device.gpu?.fallback !== true)
      return graphicsDoubt(device) ?? { level: 'good', sentence: 'Runs well here.' };
    return {
      level: 'slow',
      sentence: 'Runs very slowly here: on a software stand-in for a graphics processor.',
    };
  }
  if (!device.crossOriginIsolated || device.cores < 4) {
    return { level: 'slow', sentence: 'Runs slowly here: on few processor cores.' };
  }
  return model.bytes > quickOnProcessor
    ? { level: 'slow', sentence: 'Runs on the processor: slower than on a graphics processor.' }
    : { level: 'good', sentence: 'Runs well here, on the processor.' };
}

const sizeInWords = (bytes: number) =>
  bytes >= 995e6 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
