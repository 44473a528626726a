/** The opcodes of RFC 6455, 5.2. The others are reserved. */
export const OPCODES = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** A frame with everything that can be wrong about it. */
export interface RawFrame {
  opcode: number;
  payload: Uint8Array;
  /** Default: true. */
  isFinal?: boolean;
  /** RSV1, RSV2 and RSV3 as 4, 2 and 1. Default: none. */
  reserved?: number;
  /** Default: true, as the frames of a client must be. */
  isMasked?: boolean;
  /** How many bytes follow the first length. Default: as few as the length needs. */
  lengthBytes?: 2 | 8;
  /** Told in place of the length of the payload. */
  toldLength?: bigint;
}

/** Returns the bytes of a frame on the wire (RFC 6455, 5.2). */
export function encodeFrame(frame: RawFrame, mask: Uint8Array): Buffer {
  const { opcode, payload, isFinal = true, reserved = 0, isMasked = true } = frame;
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  const { short, long } = encodeLength(frame);
  const head = Buffer.concat([Buffer.from([first, (isMasked ? 0x80 : 0) | short]), long]);
  if (!isMasked) return Buffer.concat([head, payload]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

function encodeLength({ payload, lengthBytes, toldLength = BigInt(payload.length) }: RawFrame) {
  const needed = toldLength < 126n ? 0 : toldLength < 65_536n ? 2 : 8;
  const bytes = lengthBytes ?? needed;
  const long = Buffer.alloc(bytes);
  if (bytes === 2) long.writeUInt16BE(Number(toldLength));
  if (bytes === 8) long.writeBigUInt64BE(toldLength);
  return { short: bytes === 0 ? Number(toldLength) : bytes === 2 ? 126 : 127, long };
}

/** The payload of a close frame (RFC 6455, 5.5.1). */
export function encodeClose(code: number, reason: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, reason]);
}
