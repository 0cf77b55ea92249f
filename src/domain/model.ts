export type EngineName = 'webllm' | 'wllama' | 'browser' | 'server';

/** One entry of `public/models.json`. `bytes` is the download, `vramBytes` the memory in use at `context` tokens. */
export interface CatalogueModel {
  id: string;
  name: string;
  engine: 'webllm' | 'wllama';
  bytes: number;
  vramBytes: number;
  context: number;
  license: string;
  /** ISO 639-1 codes. */
  languages: string[];
  requires: string[];
  source: WebllmSource | GgufSource;
  /** SHA-256 in hex by file name. */
  sha256?: Record<string, string>;
  note: string;
}

/** What `models.json` offers, and in one sentence what of it could not be understood and was left out. */
export interface CatalogueList {
  models: CatalogueModel[];
  problem?: string;
}

/** `model` is the folder of weights, `model_lib` the compiled WebAssembly library. Absolute once the catalogue is read. */
export interface WebllmSource {
  model: string;
  model_lib: string;
}

/** The URLs of one GGUF file or of its splits, in order. */
export interface GgufSource {
  gguf: string[];
}

/** A file in the private file system, under `models/<model id>/`. */
export interface StoredFile {
  name: string;
  bytes: number;
  sha256?: string;
}

interface LoadableBase {
  id: string;
  name: string;
  /** Longest prompt plus answer, in tokens. */
  context: number;
}

/** What an engine can be asked to load. The member `engine` says which one. */
export type Model =
  | (LoadableBase & { engine: 'webllm'; bytes: number; vramBytes: number; source: WebllmSource })
  | (LoadableBase & { engine: 'wllama'; bytes: number; files: StoredFile[] })
  | (LoadableBase & { engine: 'browser' })
  | ServerModel;

/** `address` is the root of the API, as in `http://localhost:11434/v1`. */
export type ServerModel = LoadableBase & { engine: 'server'; address: string; modelName: string };

/** A model that is whole on this device (or connected), as the database keeps it. */
export type InstalledModel = Model & { addedAt: number; origin: 'catalogue' | 'imported' | 'connected' };

/** Limits of this device's graphics processor, as WebGPU reports them. */
export interface GpuFacts {
  f16: boolean;
  maxComputeWorkgroupStorageSize: number;
  maxStorageBuffersPerShaderStage: number;
  maxBufferSize: number;
  /** A software adapter: it works, but slowly. */
  fallback: boolean;
  /** Of Qualcomm's Adreno family. */
  adreno: boolean;
  description: string;
}

/** What is known of the device before anything is downloaded. Sizes in bytes; undefined where the browser does not tell. */
export interface DeviceFacts {
  gpu: GpuFacts | undefined;
  memory: number | undefined;
  storageFree: number | undefined;
  cores: number;
  crossOriginIsolated: boolean;
  /** A phone or tablet whose system ends a page that uses much memory. */
  memoryTight: boolean;
  /** An iPhone or iPad, whatever its browser is called. */
  ios: boolean;
  firefox: boolean;
}

/** Whether an engine can run here at all, in words. */
export type Fitness = { usable: true; sentence: string } | { usable: false; sentence: string };

/** Whether one model suits this device, in words, before it is downloaded. */
export interface Fit {
  level: 'good' | 'slow' | 'tight' | 'no';
  sentence: string;
  /** True where it is only not sure that graphics work here, and a measurement of them would settle it. */
  doubtful?: true;
}
