import { tensorBytes } from '../gguf-tensor-types.ts';

/** A metadata value; whole numbers are written as uint32 unless their width is named. */
export type GgufValue =
  string | number | boolean | { uint16: number } | { int32: number } | readonly string[] | readonly number[];

/** `type` is ggml's number; `shape` begins with the row length, as in ggml. `fill` gets the tensor's bytes, all zero. */
export interface GgufTensor {
  name: string;
  type: number;
  shape: readonly number[];
  fill(bytes: Uint8Array<ArrayBuffer>): void;
}

const alignment = 32;
const types = { uint16: 2, uint32: 4, int32: 5, float32: 6, bool: 7, text: 8, array: 9 };

/** Lays out a GGUF file, version 3. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export function encodeGguf(
  metadata: Record<string, GgufValue>,
  tensors: readonly GgufTensor[],
): Uint8Array<ArrayBuffer> {
  const sizes = tensors.map((tensor) => padded(bytesOf(tensor)));
  const header = new HeaderWriter();
  header.bytes(new TextEncoder().encode('GGUF'));
  header.uint32(3);
  header.uint64(tensors.length);
  header.uint64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    header.text(key);
    header.value(value);
  }
  let offset = 0;
  tensors.forEach((tensor, index) => {
    header.text(tensor.name);
    header.uint32(tensor.shape.length);
    for (const length of tensor.shape) header.uint64(length);
    header.uint32(tensor.type);
    header.uint64(offset);
    offset += sizes[index] ?? 0;
  });

  const start = padded(header.length);
  const file = new Uint8Array(start + offset);
  file.set(header.finish());
  let position = start;
  tensors.forEach((tensor, index) => {
    tensor.fill(file.subarray(position, position + bytesOf(tensor)));
    position += sizes[index] ?? 0;
  });
  return file;
}

const padded = (length: number) => Math.ceil(length / alignment) * alignment;

const bytesOf = ({ type, shape }: GgufTensor) =>
  tensorBytes(
    type,
    shape.reduce((product, length) => product * length, 1),
  );

class HeaderWriter {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  bytes(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.byteLength;
  }

  uint32(value: number): void {
    this.#number(4, (view) => view.setUint32(0, value, true));
  }

  uint64(value: number): void {
    this.#number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.uint64(encoded.byteLength);
    this.bytes(encoded);
  }

  value(value: GgufValue): void {
    if (typeof value === 'string') {
      this.uint32(types.text);
      this.text(value);
    } else if (typeof value === 'boolean') {
      this.uint32(types.bool);
      this.bytes(new Uint8Array([value ? 1 : 0]));
    } else if (typeof value === 'object' && 'uint16' in value) {
      this.uint32(types.uint16);
      this.#number(2, (view) => view.setUint16(0, value.uint16, true));
    } else if (typeof value === 'object' && 'int32' in value) {
      this.uint32(types.int32);
      this.#number(4, (view) => view.setInt32(0, value.int32, true));
    } else if (typeof value !== 'number') {
      this.#array(value);
    } else if (Number.isInteger(value)) {
      this.uint32(types.uint32);
      this.uint32(value);
    } else {
      this.uint32(types.float32);
      this.#number(4, (view) => view.setFloat32(0, value, true));
    }
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.length);
    let position = 0;
    for (const part of this.#parts) {
      all.set(part, position);
      position += part.byteLength;
    }
    return all;
  }

  #array(items: readonly string[] | readonly number[]): void {
    this.uint32(types.array);
    this.uint32(typeof items[0] === 'string' ? types.text : types.int32);
    this.uint64(items.length);
    for (const item of items) {
      if (typeof item === 'string') this.text(item);
      else this.#number(4, (view) => view.setInt32(0, item, true));
    }
  }

  #number(width: number, write: (view: DataView) => void): void {
    const bytes = new Uint8Array(width);
    write(new DataView(bytes.buffer));
    this.bytes(bytes);
  }
}
