/** What the page and the cage's thread say to each other: plain data. */

/** What runs: a function's body, and its two arguments as JSON. */
export interface CageProgram {
  body: string;
  input: string;
  granted: string;
}

export type CageOrder =
  | { kind: 'prepare'; wasm: ArrayBuffer | WebAssembly.Module }
  | { kind: 'run'; program: CageProgram; timeoutMs: number };

/** How a program failed. */
export type CageFault =
  | { kind: 'timeout' }
  | { kind: 'memory' }
  | { kind: 'output'; why: 'not-json' | 'too-long' | 'unsettled' }
  /** `message` is what the program threw, at most 200 characters. */
  | { kind: 'code'; message: string };

export type CageVerdict = { kind: 'done'; output: string } | { kind: 'fault'; fault: CageFault };

export type CageReply = { kind: 'ready' } | { kind: 'unable' } | CageVerdict;

/** In bytes of UTF-8. */
export const outputLimit = 64 * 1024;

/** Of lists and objects inside each other, in what a program gives. */
export const depthLimit = 100;

/** In characters: more would not be a tool that a person can read. */
export const bodyLimit = 64 * 1024;

/** In characters, input and grants together: their copies fit the cage's memory. */
export const givenLimit = 4 * 1024 * 1024;
