import { readSync, writeSync } from 'node:fs';
import { decodeFile, encodeHeader, encodePath, FRAME, HEADER_BYTES, type RunEnd, type RunRequest } from '../frames.ts';

const INPUT = 0;
const OUTPUT = 3;
const PIECE_BYTES = 64 * 1024;
const SNAPSHOT_PIECE_BYTES = 1024 * 1024;
/** Small pieces of output are sent together: so many bytes, or what came in so much time. */
const TOGETHER_BYTES = 16 * 1024;
const TOGETHER_MS = 50;

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

/** Reads so many bytes. Ends this process if the parent is gone. */
export function readExactly(length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = 0; at < length;) {
    const read = readSync(INPUT, buffer, at, length - at, null);
    if (read === 0) process.exit(0);
    at += read;
  }
  return buffer;
}

function write(kind: number, ...parts: Uint8Array[]): void {
  sendPrinted();
  writeFrame(kind, parts);
}

/** Writes wait until the parent has read, so that a program cannot print faster than anybody reads. */
function writeFrame(kind: number, parts: readonly Uint8Array[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  for (const part of [encodeHeader(kind, length), ...parts]) {
    for (let at = 0; at < part.length;) at += writeSync(OUTPUT, part, at, part.length - at);
  }
}

export function sendSnapshot(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += SNAPSHOT_PIECE_BYTES) {
    write(FRAME.snapshot, bytes.subarray(at, at + SNAPSHOT_PIECE_BYTES));
  }
}

export function sendReady(): void {
  write(FRAME.ready);
}

export type Print = (stream: 'stdout' | 'stderr', text: string | Uint8Array) => void;

interface Printed {
  stream: 'stdout' | 'stderr';
  parts: Uint8Array[];
  length: number;
}

let printed: Printed = { stream: 'stdout', parts: [], length: 0 };
let sentAt = 0;

/** A program that prints byte by byte costs its parent a frame for many of them, and not one for each. */
export const print: Print = (stream, text) => {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  if (stream !== printed.stream) sendPrinted();
  printed.stream = stream;
  printed.parts.push(bytes);
  printed.length += bytes.length;
  if (printed.length >= TOGETHER_BYTES || elapsedMs() - sentAt >= TOGETHER_MS) sendPrinted();
};

function sendPrinted(): void {
  const { stream, parts, length } = printed;
  if (length === 0) return;
  printed = { stream, parts: [], length: 0 };
  sentAt = elapsedMs();
  const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  for (let at = 0; at < length; at += PIECE_BYTES) writeFrame(FRAME[stream], [bytes.subarray(at, at + PIECE_BYTES)]);
}

/** Milliseconds since this process began. */
function elapsedMs(): number {
  return process.uptime() * 1_000;
}

export function sendWritten(path: string, bytes: Uint8Array): void {
  write(FRAME.written, encodePath(path), bytes);
}

export function sendDeleted(path: string): void {
  write(FRAME.deleted, encodePath(path));
}

export function sendEnd(end: RunEnd): void {
  write(FRAME.end, Buffer.from(JSON.stringify(end), 'utf8'));
}
