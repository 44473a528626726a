import { OPCODES } from './encode-frame.ts';

/** A frame that the server has sent. */
export interface ReceivedFrame {
  opcode: number;
  payload: Buffer;
}

/** Cuts what the server sends into frames, and refuses every frame that RFC 6455 forbids a server to send. */
export class FrameReader {
  #rest = Buffer.alloc(0);

  take(chunk: Buffer): ReceivedFrame[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const frames: ReceivedFrame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): ReceivedFrame | null {
    const bytes = this.#rest;
    const [first, second] = bytes;
    if (first === undefined || second === undefined) return null;
    const opcode = first & 0x0f;
    if ((first & 0xf0) !== 0x80) throw new Error(`the server sent the first byte ${first.toString(16)}`);
    if (!Object.values<number>(OPCODES).includes(opcode)) throw new Error(`the server sent the opcode ${opcode}`);
    if (second > 127) throw new Error('the server sent a masked frame');
    const lengthBytes = second === 126 ? 2 : second === 127 ? 8 : 0;
    if (opcode >= OPCODES.close && lengthBytes > 0) throw new Error('the server sent a control frame above 125 bytes');
    const start = 2 + lengthBytes;
    if (bytes.length < start) return null;
    const length =
      lengthBytes === 0 ? second : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (bytes.length < start + length) return null;
    this.#rest = bytes.subarray(start + length);
    return { opcode, payload: bytes.subarray(start, start + length) };
  }
}
