/** Remembers, per model and graphics processor, where the model runs better. */
export interface GpuVerdicts {
  read(key: string): 'gpu' | 'cpu' | undefined;
  write(key: string, verdict: 'gpu' | 'cpu'): void;
  forget(key: string): void;
}

/** The runtime is part of the name: a new llama.cpp deserves a new test. */
const prefix = 'assent-gpu-verdict wllama-3.8.1 ';

/** A verdict that cannot be kept (storage full or blocked) is no reason to stop a load: the next one tests again. */
export function createGpuVerdicts(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): GpuVerdicts {
  return {
    read(key) {
      try {
        const verdict = storage.getItem(prefix + key);
        return verdict === 'gpu' || verdict === 'cpu' ? verdict : undefined;
      } catch {
        return undefined;
      }
    },
    write(key, verdict) {
      try {
        storage.setItem(prefix + key, verdict);
      } catch {
        return;
      }
    },
    forget(key) {
      try {
        storage.removeItem(prefix + key);
      } catch {
        return;
      }
    },
  };
}
