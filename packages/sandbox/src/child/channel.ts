import { readSync, writeSync } from 'node:fs';
import { decodeFile, encodeHeader, encodePath, FRAME, HEADER_BYTES, type RunEnd, type RunRequest } from '../frames.ts';

const INPUT = 0;
const OUTPUT = 3;
const PIECE_BYTES = 64 * 1024;

/** Files by path. */
export type Files = Map<string, Uint8Array>;

export interface Received extends RunRequest {
  files: Files;
}

/** Reads until the program has come. Ends this process if the parent is gone. */
export function receive(): Received {
  const files: Files = new Map();
  for (;;) {
    const header = readExactly(HEADER_BYTES);
    const payload = readExactly(header.readUInt32BE(1));
    if (header[0] === FRAME.run) {
      const request: RunRequest = JSON.parse(payload.toString('utf8'));
      return { ...request, files };
    }
    const { path, bytes } = decodeFile(payload);
    files.set(path, bytes);
  }
}

function readExactly(length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = 0; at < length;) {
    const read = readSync(INPUT, buffer, at, length - at, null);
    if (read === 0) process.exit(0);
    at += read;
  }
  return buffer;
}

/** Writes wait until the parent has read, so that a program cannot print faster than anybody reads. */
function write(kind: number, ...parts: Uint8Array[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  for (const part of [encodeHeader(kind, length), ...parts]) {
    for (let at = 0; at < part.length;) at += writeSync(OUTPUT, part, at, part.length - at);
  }
}

export function sendReady(): void {
  write(FRAME.ready);
}

export type Print = (stream: 'stdout' | 'stderr', text: string | Uint8Array) => void;

export const print: Print = (stream, text) => {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) write(FRAME[stream], bytes.subarray(at, at + PIECE_BYTES));
};

export function sendWritten(path: string, bytes: Uint8Array): void {
  write(FRAME.written, encodePath(path), bytes);
}

export function sendDeleted(path: string): void {
  write(FRAME.deleted, encodePath(path));
}

export function sendEnd(end: RunEnd): void {
  write(FRAME.end, Buffer.from(JSON.stringify(end), 'utf8'));
}
