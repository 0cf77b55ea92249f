/** The bytes at hand end before the header does: read more of the file, or say that it is cut off. */
export class HeaderEndsEarly extends Error {}

/** A count or a type that no real file has. */
export class HeaderImplausible extends Error {}

const typeText = 8;
const typeArray = 9;
const widths: Record<number, number> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const longestKeptText = 2 ** 16;

/**
 * Walks through the header of a GGUF file, little-endian. Every length is checked against the bytes that are there before it is
 * used, so a hostile file costs at most one pass over them.
 */
export class GgufReader {
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: ArrayBuffer) {
    this.#view = new DataView(bytes);
  }

  get position(): number {
    return this.#position;
  }

  magic(): string {
    return this.#decode(4);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** Numbers beyond 2⁵³ lose their last digits; callers refuse them as implausible. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#take(8), true));
  }

  count(limit: number, what: string): number {
    const count = this.uint64();
    if (count > limit) throw new HeaderImplausible(`${count} ${what}`);
    return count;
  }

  text(): string {
    const length = this.uint64();
    if (length > longestKeptText) throw new HeaderImplausible(`text of ${length} bytes`);
    return this.#decode(length);
  }

  /** A metadata value: numbers and short texts come back, arrays and long texts are passed over as undefined. */
  value(): unknown {
    const type = this.uint32();
    switch (type) {
      case 0:
        return this.#view.getUint8(this.#take(1));
      case 1:
        return this.#view.getInt8(this.#take(1));
      case 2:
        return this.#view.getUint16(this.#take(2), true);
      case 3:
        return this.#view.getInt16(this.#take(2), true);
      case 4:
        return this.uint32();
      case 5:
        return this.#view.getInt32(this.#take(4), true);
      case 6:
        return this.#view.getFloat32(this.#take(4), true);
      case 7:
        return this.#view.getUint8(this.#take(1)) !== 0;
      case typeText:
        return this.#textOrSkip();
      case typeArray:
        return this.#skipArray();
      case 10:
        return this.uint64();
      case 11:
        return Number(this.#view.getBigInt64(this.#take(8), true));
      case 12:
        return this.#view.getFloat64(this.#take(8), true);
      default:
        throw new HeaderImplausible(`metadata type ${type}`);
    }
  }

  #textOrSkip(): string | undefined {
    const length = this.uint64();
    if (length <= longestKeptText) return this.#decode(length);
    this.#take(length);
    return undefined;
  }

  #skipArray(): undefined {
    const type = this.uint32();
    const count = this.uint64();
    const width = widths[type];
    if (width !== undefined) {
      this.#take(count * width);
    } else if (type === typeText) {
      // Ends at the latest when the bytes do: each text takes eight at least.
      for (let index = 0; index < count; index += 1) this.#take(this.uint64());
    } else {
      throw new HeaderImplausible(`array of type ${type}`);
    }
  }

  #decode(length: number): string {
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, this.#take(length), length));
  }

  /** Moves on by `length` bytes; the result is where they start. */
  #take(length: number): number {
    const start = this.#position;
    if (length > this.#view.byteLength - start) throw new HeaderEndsEarly();
    this.#position = start + length;
    return start;
  }
}
