import { describe, expect, it } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { decodeFile, encodeHeader, encodePath, FRAME } from './frames.ts';
import { KeptOutput } from './kept-output.ts';

const frame = (kind: number, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([encodeHeader(kind, Buffer.concat(parts).length), ...parts]);

describe('frames', () => {
  it.each([1, 2, 3, 7, 1_000])('are read from pieces of %i bytes', (size) => {
    const read: string[] = [];
    const reader = new FrameReader((kind, payload) => read.push(`${kind}:${payload.toString()}`));
    const file = frame(FRAME.written, encodePath('/a/é'), Buffer.from('content'));
    const bytes = Buffer.concat([frame(FRAME.ready), frame(FRAME.stdout, Buffer.from('hello')), file]);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    expect(read.slice(0, 2)).toEqual(['10:', '11:hello']);
    const { path, bytes: content } = decodeFile(file.subarray(5));
    expect([path, Buffer.from(content).toString()]).toEqual(['/a/é', 'content']);
  });

  it.each([
    ['an unknown kind', encodeHeader(99, 0)],
    ['a length beyond the kind', encodeHeader(FRAME.stdout, 65_537)],
    ['the length of everything', encodeHeader(FRAME.written, 0xffffffff)],
    ['a kind for the child', encodeHeader(FRAME.run, 1)],
  ])('are refused with %s', (_title, bytes) => {
    expect(() => new FrameReader(() => undefined).push(Buffer.from(bytes))).toThrow(RangeError);
  });

  it('with a path that is longer than they are do not decode', () => {
    expect(() => decodeFile(new Uint8Array([255, 255, 47]))).toThrow(RangeError);
    expect(() => decodeFile(new Uint8Array([0]))).toThrow(RangeError);
    expect(() => decodeFile(new Uint8Array([0, 1, 255]))).toThrow(TypeError);
  });
});

describe('kept output', () => {
  it('is whole while it is short', () => {
    const kept = new KeptOutput();
    kept.push(Buffer.from('a'.repeat(20_000)));
    expect([kept.isCut, kept.toString().length]).toEqual([false, 20_000]);
  });

  it('is the beginning and the end of what is long', () => {
    const kept = new KeptOutput();
    for (let index = 0; index < 1_000; index += 1) kept.push(Buffer.from(`${index}\n`.padStart(1_000, '.')));
    expect(kept.isCut).toBe(true);
    expect(kept.toString()).toMatch(/^\.+0\n[^]*\[… 975424 bytes were left out …\]\n[^]*999\n$/);
  });
});
