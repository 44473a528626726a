import { FRAME, HEADER_BYTES } from './frames.ts';

const MB = 1024 * 1024;

/** The longest payload of each kind. A child that says more is not one of ours. */
const LONGEST: Readonly<Record<number, number>> = {
  [FRAME.snapshot]: MB,
  [FRAME.ready]: 0,
  [FRAME.stdout]: 64 * 1024,
  [FRAME.stderr]: 64 * 1024,
  [FRAME.written]: 11 * MB,
  [FRAME.deleted]: 4 * 1024,
  [FRAME.end]: MB,
};

/** Cuts the bytes of a child into frames. It holds at most one frame. Throws `RangeError` for bytes that are no frame. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;
  readonly #onFrame: (kind: number, payload: Buffer) => void;

  constructor(onFrame: (kind: number, payload: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length >= HEADER_BYTES) {
      const header = this.#peek();
      const kind = header.readUInt8(0);
      const length = header.readUInt32BE(1);
      if (length > (LONGEST[kind] ?? -1)) throw new RangeError(`a frame of kind ${kind} has ${length} bytes`);
      if (this.#length < HEADER_BYTES + length) return;
      this.#take(HEADER_BYTES);
      this.#onFrame(kind, this.#take(length));
    }
  }

  #peek(): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= HEADER_BYTES) return first;
    return this.#join();
  }

  #join(): Buffer {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  #take(length: number): Buffer {
    const first = this.#chunks[0] ?? Buffer.alloc(0);
    const all = first.length >= length ? first : this.#join();
    this.#chunks[0] = all.subarray(length);
    if (this.#chunks[0].length === 0) this.#chunks.shift();
    this.#length -= length;
    return all.subarray(0, length);
  }
}
