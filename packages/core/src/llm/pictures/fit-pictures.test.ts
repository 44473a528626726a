import { describe, expect, it } from 'vitest';
import { resolveCompat } from '../compat/resolve-compat.ts';
import type { LlmMessage } from '../driver.ts';
import { fitPictures } from './fit-pictures.ts';
import { inspectPicture } from './inspect-picture.ts';

function png(width: number, height: number, size = 64): string {
  const bytes = Buffer.alloc(size);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}

function gif(): string {
  return Buffer.from('GIF89a\x02\x00\x03\x00\x00\x00', 'latin1').toString('base64');
}

/** A JPEG with a table and a thumbnail's header before the frame. */
function jpeg(width: number, height: number): string {
  const frame = Buffer.alloc(11);
  frame.set([0xff, 0xc2, 0, 9, 8]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 8]), Buffer.from('\xff\xd8\xff\xc0ab', 'latin1')]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    exif,
    Buffer.from([0xff, 0xc4, 0, 3, 0]),
    frame,
    Buffer.alloc(4),
  ]).toString('base64');
}

function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X'): string {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF....WEBP', 'latin1');
  bytes.write(kind, 12, 'latin1');
  if (kind === 'VP8 ') bytes.writeUInt32LE((7 << 16) | 5, 26);
  if (kind === 'VP8L') bytes.writeUInt32LE((6 << 14) | 4, 21);
  if (kind === 'VP8X') {
    bytes.writeUIntLE(4, 24, 3);
    bytes.writeUIntLE(6, 27, 3);
  }
  return bytes.toString('base64');
}

describe('the bytes of a picture', () => {
  it.each([
    [png(5, 7), 'image/png', 5, 7],
    [gif(), 'image/gif', 2, 3],
    [jpeg(5, 7), 'image/jpeg', 5, 7],
    [webp('VP8 '), 'image/webp', 5, 7],
    [webp('VP8L'), 'image/webp', 5, 7],
    [webp('VP8X'), 'image/webp', 5, 7],
  ])('%# say their type and size', (base64, media_type, width, height) => {
    expect(inspectPicture(base64)).toMatchObject({ media_type, width, height });
  });

  it.each([
    '',
    'aGVsbG8=',
    png(0, 5),
    Buffer.from('<svg/>').toString('base64'),
    Buffer.from([0xff, 0xd8, 0xff]).toString('base64'),
  ])('%j are no picture', (base64) => {
    expect(inspectPicture(base64)).toBeNull();
  });
});

type Preset = 'generic' | 'anthropic' | 'gemini' | 'mistral' | 'deepseek' | 'kimi' | 'xai';

function fit(preset: Preset, pictures: { base64?: string; url?: string; media_type?: string }[]) {
  const compat = resolveCompat({ provider_type: 'openai_compatible', model: 'm' }, { preset });
  const messages: LlmMessage[] = pictures.map((picture) => ({
    role: 'user',
    content: [{ type: 'image', ...picture }],
  }));
  return fitPictures(messages, compat).flatMap((message) => (message.role === 'user' ? message.content : []));
}

describe('pictures in a request', () => {
  it('go under the type that their bytes say', () => {
    expect(fit('generic', [{ base64: gif(), media_type: 'image/png' }])).toMatchObject([{ media_type: 'image/gif' }]);
  });

  it.each<[Preset, { base64?: string; url?: string }, RegExp]>([
    ['generic', { base64: 'aGVsbG8=' }, /no PNG, JPEG, GIF or WebP/],
    ['gemini', { base64: gif() }, /is a GIF/],
    ['xai', { base64: webp('VP8X') }, /is a WEBP/],
    ['anthropic', { base64: png(8_001, 10) }, /8001 × 10 pixels.*8000/],
    ['anthropic', { base64: png(10, 10, 5.5 * 1024 * 1024) }, /5\.5 MB.*5\.0 MB/],
    ['deepseek', { base64: png(1, 1) }, /reads no pictures/],
    ['kimi', { url: 'https://x.example/cat.png' }, /opens no addresses.*cat\.png/],
  ])('of %s are told of where they would be refused: %#', (preset, picture, note) => {
    const [part] = fit(preset, [picture]);
    expect(part?.type === 'text' ? part.text : part).toMatch(note);
  });

  it('are the newest where there are more than a request may have', () => {
    const kinds = fit(
      'mistral',
      Array.from({ length: 10 }, () => ({ base64: png(1, 1) })),
    ).map(({ type }) => type);
    expect(kinds).toEqual(['text', 'text', ...Array.from({ length: 8 }, () => 'image')]);
  });

  it('may be 2,000 pixels wide for Anthropic where there are more than 20', () => {
    const wide = Array.from({ length: 21 }, () => ({ base64: png(3_000, 10) }));
    expect(fit('anthropic', wide).filter(({ type }) => type === 'image')).toHaveLength(0);
    expect(fit('anthropic', wide.slice(1)).filter(({ type }) => type === 'image')).toHaveLength(20);
  });
});
