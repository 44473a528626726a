const HEAD_BYTES = 12 * 1024;
const TAIL_BYTES = 12 * 1024;

/** The beginning and the end of a stream, in bytes, so that its size here, and the cost of a piece, do not depend on how much is printed. */
export class KeptOutput {
  readonly #head = new Span(HEAD_BYTES);
  /** Twice as long as what is kept, so that it is moved to the front only once in so many bytes. */
  readonly #tail = new Span(2 * TAIL_BYTES);
  #bytes = 0;

  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    const first = chunk.subarray(0, HEAD_BYTES - this.#head.length);
    this.#head.add(first);
    const rest = chunk.subarray(first.length).subarray(-TAIL_BYTES);
    if (this.#tail.length + rest.length > 2 * TAIL_BYTES) this.#tail.keepLast(TAIL_BYTES);
    this.#tail.add(rest);
  }

  get isCut(): boolean {
    return this.#bytes > HEAD_BYTES + TAIL_BYTES;
  }

  /** The text, with a line in the middle that says what was left out. */
  toString(): string {
    const [head, tail] = [this.#head.bytes, this.#tail.bytes.subarray(-TAIL_BYTES)];
    const left = this.#bytes - head.length - tail.length;
    if (left === 0) return Buffer.concat([head, tail]).toString('utf8');
    return `${head.toString('utf8')}\n[… ${left} bytes were left out …]\n${tail.toString('utf8')}`;
  }
}

/** Bytes in a buffer of fixed size, which is made when the first come. */
class Span {
  readonly #size: number;
  #buffer: Buffer = Buffer.alloc(0);
  length = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.length);
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#buffer.length === 0) this.#buffer = Buffer.alloc(this.#size);
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  keepLast(bytes: number): void {
    this.#buffer.copyWithin(0, this.length - bytes, this.length);
    this.length = bytes;
  }
}
