/**
 * What a sandbox process and its parent say to each other: frames of one byte for the kind, four for the length (big endian), and
 * the payload. A file's payload begins with two bytes for the length of its path.
 */
export const FRAME = {
  /** To the child: a file, then the program. */
  file: 1,
  run: 2,
  /** From the child: a piece of the memory of its loaded engine, before it is ready. */
  snapshot: 9,
  /** From the child: its engine is loaded; output; changes; the end. */
  ready: 10,
  stdout: 11,
  stderr: 12,
  written: 13,
  deleted: 14,
  end: 15,
} as const;

export const HEADER_BYTES = 5;

/** The program, as the child gets it. */
export interface RunRequest {
  source: string;
  timeoutMs: number;
  memoryBytes: number;
  limits: ChangeLimits;
}

export interface ChangeLimits {
  files: number;
  bytes: number;
  fileBytes: number;
}

/** How the program ended. `limit` and `refusal` are errors of the sandbox and not of the program. */
export interface RunEnd {
  exitCode: number;
  value: string | null;
  /** The limit at which its engine stopped the program. */
  limit: 'time' | 'memory' | null;
  /** Why what it did is not kept. */
  refusal: string | null;
}

export function encodeHeader(kind: number, length: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint8(0, kind);
  view.setUint32(1, length);
  return header;
}

export function encodePath(path: string): Uint8Array {
  const text = new TextEncoder().encode(path);
  const bytes = new Uint8Array(2 + text.length);
  new DataView(bytes.buffer).setUint16(0, text.length);
  bytes.set(text, 2);
  return bytes;
}

/** Throws if the bytes are shorter than they say, or the path is not UTF-8. */
export function decodeFile(payload: Uint8Array): { path: string; bytes: Uint8Array } {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const end = 2 + view.getUint16(0);
  if (end > payload.length) throw new RangeError('a file frame is shorter than its path');
  return {
    path: new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(2, end)),
    bytes: payload.slice(end),
  };
}
