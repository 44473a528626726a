import { inflateRawSync } from 'node:zlib';
import { createRefusal } from '../create-refusal.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const MAX_ENTRIES = 10_000;
const MAX_PART_BYTES = 32 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

interface Entry {
  method: number;
  packedBytes: number;
  at: number;
}

/**
 * The parts of a ZIP file, read one by one. A part is unpacked into at most 32 MB, and all of them into 64 MB, whatever the file says
 * about their sizes: a bomb ends in a refusal.
 */
export class ZipFile {
  readonly #bytes: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left = MAX_TOTAL_BYTES;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#entries = readDirectory(this.#bytes);
    } catch (error) {
      throw error instanceof RangeError ? createRefusal('The document is damaged: it is no ZIP file.') : error;
    }
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Returns a part as text, or null if there is none. */
  readText(name: string): string | null {
    const entry = this.#entries.get(name);
    return entry === undefined ? null : this.#unpack(entry).toString('utf8');
  }

  #unpack({ method, packedBytes, at }: Entry): Buffer {
    if (this.#bytes.readUInt32LE(at) !== LOCAL)
      throw createRefusal('The document is damaged: a part of it is missing.');
    const begin = at + 30 + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28);
    const packed = this.#bytes.subarray(begin, begin + packedBytes);
    const unpacked = method === STORED ? packed : this.#inflate(method, packed);
    // Entries may share their bytes, so a small file can hold one large part many times.
    this.#left -= unpacked.length;
    if (unpacked.length > MAX_PART_BYTES || this.#left < 0) throw tooLarge();
    return unpacked;
  }

  #inflate(method: number, packed: Buffer): Buffer {
    if (method !== DEFLATED) throw createRefusal('The document is packed in a way that cannot be read.');
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, Math.min(MAX_PART_BYTES, this.#left)) });
    } catch (error) {
      const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      throw isTooLarge ? tooLarge() : createRefusal('The document is damaged: a part of it cannot be unpacked.');
    }
  }
}

function tooLarge(): Error {
  return createRefusal(`The document unpacks into more than ${MAX_TOTAL_BYTES / 1024 / 1024} MB. It is not read.`);
}

function readDirectory(bytes: Buffer): Map<string, Entry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw createRefusal(`The document has more than ${MAX_ENTRIES} parts. It is not read.`);
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new RangeError('no entry');
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
    const entry = { method: bytes.readUInt16LE(at + 10), packedBytes: bytes.readUInt32LE(at + 20) };
    entries.set(name, { ...entry, at: bytes.readUInt32LE(at + 42) });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The directory's end is in the last 64 KB, before a comment. */
function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new RangeError('no end');
}
