const HEAD_BYTES = 12 * 1024;
const TAIL_BYTES = 12 * 1024;

/** The beginning and the end of a stream, in bytes, so that its size here does not depend on how much is printed. */
export class KeptOutput {
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #bytes = 0;

  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    const room = HEAD_BYTES - this.#head.length;
    if (room > 0) this.#head = Buffer.concat([this.#head, chunk.subarray(0, room)]);
    const rest = chunk.subarray(Math.max(0, room));
    if (rest.length > 0) this.#tail = Buffer.from(Buffer.concat([this.#tail, rest]).subarray(-TAIL_BYTES));
  }

  get isCut(): boolean {
    return this.#bytes > this.#head.length + this.#tail.length;
  }

  /** The text, with a line in the middle that says what was left out. */
  toString(): string {
    const left = this.#bytes - this.#head.length - this.#tail.length;
    if (left === 0) return Buffer.concat([this.#head, this.#tail]).toString('utf8');
    return `${this.#head.toString('utf8')}\n[… ${left} bytes were left out …]\n${this.#tail.toString('utf8')}`;
  }
}
