import { engineError, type EngineError } from '../domain/engine-error.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { GgufReader, HeaderEndsEarly, HeaderImplausible } from './gguf-reader.ts';
import { tensorBytes } from './gguf-tensor-types.ts';

/** What the header of a GGUF file says. Undefined where the file does not tell. */
export interface GgufHeader {
  name: string | undefined;
  /** Longest text that the model was trained on, in tokens. */
  contextLength: number | undefined;
  /** Which part of a split model this is, counted from 1, and how many tensors all parts hold together. */
  split: { part: number; parts: number; allTensors: number | undefined } | undefined;
  /** Tensors in this file. */
  tensors: number;
}

/** llama.cpp in WebAssembly reads at most 2³¹ − 1 bytes of one file. */
export const largestGgufBytes = 2 ** 31 - 1;
/** llama.cpp's memory in WebAssembly ends at 4 GiB; the context and the buffers need their part of it. */
export const largestModelBytes = 3.5e9;

const firstRead = 2 ** 20;
/** Vocabularies take 5 to 20 MB; a header beyond this is no header. */
const longestHeader = 2 ** 26;
const mostTensors = 65_536;
const mostMetadata = 65_536;
const partialTypes = new Set(['adapter', 'mmproj', 'imatrix']);

/**
 * Reads the header of a GGUF file, never its weights, and checks that the file is whole and can be loaded here.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 *
 * @returns `corrupt` for what is no GGUF or is cut off, `unsupported` for what this runtime cannot load; the sentence names the file.
 */
export async function readGgufHeader(blob: Blob, fileName: string): Promise<Result<GgufHeader, EngineError>> {
  for (let length = firstRead; ; length *= 4) {
    const whole = length >= blob.size;
    const bytes = await readStart(blob, Math.min(length, longestHeader));
    if (bytes === undefined) return corrupt(fileName, 'could not be read');
    try {
      return parseHeader(new GgufReader(bytes), blob.size, fileName);
    } catch (problem) {
      if (problem instanceof HeaderImplausible) return corrupt(fileName, 'is damaged', problem.message);
      if (!(problem instanceof HeaderEndsEarly)) throw problem;
      if (whole) return corrupt(fileName, 'is incomplete: it ends before its header does');
      if (length >= longestHeader) return corrupt(fileName, 'is damaged', 'header over 64 MiB');
    }
  }
}

/** Undefined where the file has been moved, changed or taken away since it was picked. */
async function readStart(blob: Blob, length: number): Promise<ArrayBuffer | undefined> {
  try {
    return await blob.slice(0, length).arrayBuffer();
  } catch {
    return undefined;
  }
}

function parseHeader(reader: GgufReader, size: number, fileName: string): Result<GgufHeader, EngineError> {
  if (size < 4 || reader.magic() !== 'GGUF') return corrupt(fileName, 'is not a GGUF model file');
  const version = reader.uint32();
  if (version === 1)
    return unsupported(fileName, 'has an outdated format (GGUF version 1). Look for a newer copy');
  if (version !== 2 && version !== 3) {
    const cause =
      (version & 0xffff) === 0
        ? 'was made for another kind of processor'
        : `has an unknown GGUF version (${version})`;
    return unsupported(fileName, cause);
  }
  const tensorCount = reader.count(mostTensors, 'tensors');
  const metadata = readMetadata(reader);
  const dataBytes = readTensors(reader, tensorCount);
  const alignment = metadata.number('general.alignment') ?? 32;
  if (alignment < 1 || alignment > 2 ** 20) throw new HeaderImplausible('alignment');
  const dataStart = Math.ceil(reader.position / alignment) * alignment;

  const parts = metadata.number('split.count') ?? 1;
  const part = (metadata.number('split.no') ?? 0) + 1;
  const architecture = metadata.text('general.architecture');
  // Only the first part of a split model says what it is.
  if (architecture === undefined && !(parts > 1 && part > 1))
    return corrupt(fileName, 'is damaged: it does not say which kind of model it is');
  if (architecture === 'clip' || partialTypes.has(metadata.text('general.type') ?? 'model')) {
    return unsupported(fileName, 'holds only an addition to a model, not a model that can answer');
  }
  /** The smallest size that the file can have if nothing of it is missing. */
  const expectedBytes = tensorCount === 0 ? reader.position : dataStart + dataBytes;
  if (size < expectedBytes) {
    const [should, is] = describeBytes(expectedBytes, size);
    return corrupt(fileName, `is incomplete: it should be at least ${should} but is ${is}`);
  }
  if (size > largestGgufBytes) {
    const [is] = describeBytes(size, largestGgufBytes);
    return unsupported(fileName, `is too large: it is ${is}, and one file may have 2 GB at most`);
  }
  return success({
    name: metadata.text('general.name'),
    contextLength: metadata.number(`${architecture}.context_length`),
    split: parts > 1 ? { part, parts, allTensors: metadata.number('split.tensors.count') } : undefined,
    tensors: tensorCount,
  });
}

/** What the first bytes of a file tell, as far as they go. Undefined where they are no GGUF. */
export function readGgufStart(bytes: ArrayBuffer): Pick<GgufHeader, 'name' | 'contextLength'> | undefined {
  const values = new Map<string, unknown>();
  try {
    const reader = new GgufReader(bytes);
    if (bytes.byteLength < 4 || reader.magic() !== 'GGUF') return undefined;
    reader.uint32();
    reader.count(mostTensors, 'tensors');
    const count = reader.count(mostMetadata, 'metadata entries');
    for (let index = 0; index < count; index += 1) values.set(reader.text(), reader.value());
  } catch (problem) {
    if (!(problem instanceof HeaderEndsEarly || problem instanceof HeaderImplausible)) throw problem;
  }
  const { text, number } = lookIn(values);
  return {
    name: text('general.name'),
    contextLength: number(`${text('general.architecture')}.context_length`),
  };
}

function readMetadata(reader: GgufReader) {
  const values = new Map<string, unknown>();
  const count = reader.count(mostMetadata, 'metadata entries');
  for (let index = 0; index < count; index += 1) {
    const key = reader.text();
    values.set(key, reader.value());
  }
  return lookIn(values);
}

function lookIn(values: ReadonlyMap<string, unknown>) {
  return {
    text: (key: string): string | undefined => {
      const value = values.get(key);
      return typeof value === 'string' ? value : undefined;
    },
    number: (key: string): number | undefined => {
      const value = values.get(key);
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
    },
  };
}

/** Reads all tensor entries; the result is where the last one ends, in bytes from the start of the data. */
function readTensors(reader: GgufReader, count: number): number {
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    reader.text();
    const dimensions = reader.uint32();
    if (dimensions > 4) throw new HeaderImplausible('dimensions');
    let elements = 1;
    for (let axis = 0; axis < dimensions; axis += 1) elements *= reader.uint64();
    const bytes = tensorBytes(reader.uint32(), elements);
    end = Math.max(end, reader.uint64() + bytes);
    if (!Number.isSafeInteger(end)) throw new HeaderImplausible('tensor size');
  }
  return end;
}

function corrupt(fileName: string, cause: string, detail?: string): Result<never, EngineError> {
  return failure(engineError('corrupt', `“${fileName}” ${cause}.`, detail));
}

function unsupported(fileName: string, cause: string): Result<never, EngineError> {
  return failure(engineError('unsupported', `“${fileName}” ${cause}.`));
}

/** Both sizes in the unit of the larger, or in bytes where they would read the same. */
function describeBytes(larger: number, smaller: number): [string, string] {
  const [unit, name] = larger >= 1e9 ? [1e9, 'GB'] : larger >= 1e6 ? [1e6, 'MB'] : [1, 'bytes'];
  const inUnit = (bytes: number) => `${(bytes / unit).toFixed(unit === 1 ? 0 : 1)} ${name}`;
  if (inUnit(larger) !== inUnit(smaller)) return [inUnit(larger), inUnit(smaller)];
  return [`${larger.toLocaleString('en')} bytes`, `${smaller.toLocaleString('en')} bytes`];
}
