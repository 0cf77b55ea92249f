/** Remembers, per model and graphics processor, where the model runs better. */
export interface GpuVerdicts {
  read(key: string): 'gpu' | 'cpu' | undefined;
  write(key: string, verdict: 'gpu' | 'cpu'): void;
  forget(key: string): void;
}

/** The runtime is part of the name: a new llama.cpp deserves a new test. */
const prefix = 'assent-gpu-verdict wllama-3.8.1 ';

export function createGpuVerdicts(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): GpuVerdicts {
  return {
    read(key) {
      const verdict = storage.getItem(prefix + key);
      return verdict === 'gpu' || verdict === 'cpu' ? verdict : undefined;
    },
    write: (key, verdict) => storage.setItem(prefix + key, verdict),
    forget: (key) => storage.removeItem(prefix + key),
  };
}
