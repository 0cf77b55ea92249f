import type { WllamaLogger } from '@wllama/wllama/esm/index.js';

export interface NativeLog {
  logger: WllamaLogger;
  /** The latest warnings and errors, oldest first. */
  problems(): string;
  /** Layers of the model that the graphics processor computes. */
  offloadedLayers(): number;
  /** Rejects when the inner worker dies, or its program aborts: the library itself would wait for ever. */
  died: Promise<never>;
}

const kept = 20;

/** Reads along in what llama.cpp prints: it is the only place where some facts and most causes of a failure stand. */
export function createNativeLog(): NativeLog {
  const problems: string[] = [];
  let offloaded = 0;
  let die: (reason: Error) => void = () => {};
  const died = new Promise<never>((_, reject) => (die = reject));
  died.catch(() => {});

  const note = (...parts: unknown[]) => {
    problems.push(parts.map(describe).join(' '));
    if (problems.length > kept) problems.shift();
  };
  const read = (line: unknown) => {
    // Emscripten's last word: nothing that was asked will be answered.
    if (/^Aborted\(/.test(String(line))) {
      note(line);
      die(new Error(describe(line)));
    }
    const found = /offloaded (\d+)\/\d+ layers to GPU/.exec(String(line));
    if (found !== null) offloaded = Number(found[1]);
  };
  return {
    logger: {
      debug: read,
      log: read,
      warn: note,
      error: (...parts: unknown[]) => {
        note(...parts);
        // Set as the inner worker's `onerror`, it is called with an event.
        if (parts[0] instanceof Event) die(new Error(`inner worker: ${describe(parts[0])}`));
      },
    },
    problems: () => problems.join('\n'),
    offloadedLayers: () => offloaded,
    died,
  };
}

function describe(part: unknown): string {
  if (part instanceof Event && 'message' in part) return String(part.message);
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? String(part));
}
