import type { DeviceFacts, GpuFacts } from '../domain/model.ts';
import type { Device } from '../domain/ports.ts';

/** The parts of `navigator` that tell about the device. Any of them may be missing. */
export interface DeviceNavigator {
  readonly gpu?: { requestAdapter(): Promise<GpuAdapter | null> } | undefined;
  readonly storage?: Pick<StorageManager, 'estimate' | 'persist' | 'persisted'> | undefined;
  /** In GiB, rounded, and capped by the browser. */
  readonly deviceMemory?: number | undefined;
  readonly hardwareConcurrency?: number | undefined;
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

interface GpuAdapter {
  readonly features: { has(name: string): boolean };
  readonly limits: {
    readonly maxComputeWorkgroupStorageSize: number;
    readonly maxStorageBuffersPerShaderStage: number;
    readonly maxBufferSize: number;
  };
  readonly info?: {
    readonly vendor: string;
    readonly architecture: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}

export interface DeviceDeps {
  navigator: DeviceNavigator;
  crossOriginIsolated: boolean;
}

/** The graphics processor is asked until it answers, then no more; storage each time, for it changes. */
export function createDevice({ navigator, crossOriginIsolated }: DeviceDeps): Device {
  let asked: Promise<GpuFacts | undefined> | undefined;

  /** A browser whose graphics process just crashed has no adapter for a while. */
  const askGpu = async () => {
    const gpu = await readGpu(navigator).catch(() => undefined);
    if (gpu === undefined) asked = undefined;
    return gpu;
  };

  const estimate = async () => {
    // Some browsers reject in private windows.
    const { usage, quota } = (await navigator.storage?.estimate().catch(() => undefined)) ?? {};
    return { used: usage ?? 0, quota };
  };

  return {
    async facts(): Promise<DeviceFacts> {
      asked ??= askGpu();
      const [gpu, { used, quota }] = await Promise.all([asked, estimate()]);
      return {
        gpu,
        memory: navigator.deviceMemory === undefined ? undefined : navigator.deviceMemory * 2 ** 30,
        storageFree: quota === undefined ? undefined : Math.max(0, quota - used),
        cores: navigator.hardwareConcurrency ?? 1,
        crossOriginIsolated,
        memoryTight: isIos(navigator) || navigator.userAgent.includes('Android'),
        ios: isIos(navigator),
        firefox: /Firefox\//.test(navigator.userAgent),
      };
    },
    async storage() {
      const { used, quota } = await estimate();
      const persisted = (await navigator.storage?.persisted().catch(() => false)) ?? false;
      return { used, quota: quota ?? 0, persisted };
    },
    persist: async () => (await navigator.storage?.persist().catch(() => false)) ?? false,
  };
}

async function readGpu(navigator: DeviceNavigator): Promise<GpuFacts | undefined> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (adapter === null || adapter === undefined) return undefined;
  const { limits, info } = adapter;
  const description = [info?.vendor, info?.architecture, info?.description].filter(Boolean).join(' ');
  return {
    f16: adapter.features.has('shader-f16'),
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    maxBufferSize: limits.maxBufferSize,
    fallback: info?.isFallbackAdapter === true || /swiftshader|llvmpipe|basic render/i.test(description),
    adreno: /adreno|qualcomm/i.test(description),
    description,
  };
}

/** iPads present themselves as Macs, but no Mac has a touch screen. Every browser there is Apple's own engine. */
function isIos({ userAgent, maxTouchPoints }: DeviceNavigator): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}
