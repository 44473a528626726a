import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import type * as Photon from '@silvia-odwyer/photon-node';
import { inspectPicture, resolveCompat, type LlmMessage, type RunJob } from '@everruns/core';
import { createOffload, type OffloadPool } from '@everruns/offload';
import { systemClock } from '@everruns/kernel';
import { makeTestUuid } from '@everruns/core/testing';
import { toToolCompleted, ToolCallId, type CompatPreset, type EventDraft, type ImagePart } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countInnerPixels } from './picture-size.ts';
import shrinkPicture from './shrink-picture.job.ts';
import { shrinkShown } from './shrink-shown.ts';
import { createShrunkPictures, shrinkPictures } from './shrink-pictures.ts';

const photon = createRequire(import.meta.url)('@silvia-odwyer/photon-node') as typeof Photon;

/** The left half red, the right half blue, and see-through where `alpha` says so. */
function paint(width: number, height: number, alpha = 255): Photon.PhotonImage {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at += 1)
    pixels.set(at % width < width / 2 ? [255, 0, 0, alpha] : [0, 0, 255, alpha], at * 4);
  return new photon.PhotonImage(pixels, width, height);
}
const jpegOf = (width: number, height: number) => Buffer.from(paint(width, height).get_bytes_jpeg(90));
const pngOf = (width: number, height: number, alpha?: number) => Buffer.from(paint(width, height, alpha).get_bytes());
const webpOf = (width: number, height: number) => Buffer.from(paint(width, height).get_bytes_webp());

/** A PNG of so many white pixels, compressed to next to nothing. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

/** Two by one pixels: red and blue. */
const GIF = Buffer.from('R0lGODlhAgABAIAAAP8AAAAA/ywAAAAAAgABAAACAkQKADs=', 'base64');

let offload: OffloadPool;
const jobs: string[] = [];
beforeAll(() => {
  offload = createOffload({ clock: systemClock, log: { warn: () => undefined } });
});
afterAll(() => offload.close());

const runJob: RunJob = (job, input) => {
  jobs.push(job.name);
  return offload.run(job, input, { tenant: 'o' });
};

const ASKED = { model: 'm', system: '', tools: [], request_id: 'r' };

async function shrink(preset: CompatPreset, pictures: Buffer[], copies = createShrunkPictures()) {
  jobs.length = 0;
  const compat = resolveCompat({ provider_type: 'openai_compatible', model: 'm' }, { preset });
  const messages: LlmMessage[] = pictures.map((bytes) => ({
    role: 'user',
    content: [{ type: 'image', base64: bytes.toString('base64'), media_type: 'image/png' }],
  }));
  const request = await shrinkPictures({ ...ASKED, messages }, { compat, copies, runJob });
  return request.messages.flatMap((message) => (message.role === 'user' ? message.content : [])) as ImagePart[];
}
const factsOf = (part: ImagePart | undefined) => inspectPicture(part?.base64 ?? '');

describe('pictures that a provider would refuse', () => {
  it.each([
    ['a JPEG', jpegOf(9_000, 900), 'image/jpeg'],
    ['a PNG', pngOf(9_000, 90, 128), 'image/png'],
    ['a WebP', webpOf(9_000, 90), 'image/png'],
  ])('are scaled down to its side: %s', async (_kind, bytes, media_type) => {
    const [part] = await shrink('anthropic', [bytes]);
    expect(factsOf(part)).toMatchObject({ media_type, width: 8_000 });
    expect(part?.media_type).toBe(media_type);
  });

  it('are written anew where it does not read their type: a GIF, for a provider without', async () => {
    const [part] = await shrink('gemini', [GIF]);
    expect(factsOf(part)).toMatchObject({ media_type: 'image/png', width: 2, height: 1 });
  });

  it('are made smaller until their bytes are few enough', () => {
    const noise = new Uint8Array(600 * 600 * 4).map((_, at) => ((at * 2_654_435_761) >>> 13) & 255);
    const bytes = new photon.PhotonImage(noise, 600, 600).get_bytes();
    const shrunk = shrinkPicture({ bytes, side: 600, maxBytes: 50_000, mayBeClear: true });
    expect(shrunk?.media_type).toBe('image/jpeg');
    expect(shrunk?.bytes.length).toBeLessThanOrEqual(50_000);
  });

  it('are shrunk once, however many requests have them', async () => {
    const copies = createShrunkPictures();
    const wide = jpegOf(8_500, 10);
    const [first] = await shrink('anthropic', [wide], copies);
    expect(jobs).toEqual(['shrink_picture']);
    expect(await shrink('anthropic', [wide], copies)).toEqual([first]);
    expect(jobs).toEqual([]);
  });

  it('stay as they are where they fit, and where they are the oldest of too many', async () => {
    const fitting = pngOf(10, 10);
    const [part] = await shrink('anthropic', [fitting]);
    expect(part?.base64).toBe(fitting.toString('base64'));
    expect(jobs).toEqual([]);
  });
});

describe('hostile pictures', () => {
  it('of 20,000 × 20,000 pixels are not decoded', async () => {
    const bytes = bomb(20_000, 20_000);
    expect(bytes.length).toBeLessThan(100_000);
    const [part] = await shrink('anthropic', [bytes]);
    expect(jobs).toEqual([]);
    expect(part?.base64).toBe(bytes.toString('base64'));
  });

  it('whose frames are larger than their header says are not decoded', () => {
    const gif = Buffer.from(GIF);
    gif.writeUInt16LE(60_000, 24);
    gif.writeUInt16LE(60_000, 26);
    expect(countInnerPixels(gif)).toBe(3_600_000_000);
    expect(shrinkPicture({ bytes: gif, side: 10, maxBytes: 1_000, mayBeClear: true })).toBeNull();
    const webp = webpOf(10, 10);
    const extended = Buffer.concat([
      webp.subarray(0, 12),
      Buffer.from('VP8X\x0a\0\0\0\0\0\0\0\x09\0\0\x09\0\0', 'latin1'),
      Buffer.from('VP8L\x06\0\0\0\x2f\xff\xff\xff\x0f\0', 'latin1'),
    ]);
    expect(countInnerPixels(extended)).toBe(16_384 * 16_384);
    expect(shrinkPicture({ bytes: extended, side: 10, maxBytes: 1_000, mayBeClear: true })).toBeNull();
  });

  it.each([
    ['a JPEG cut short', jpegOf(9_000, 90).subarray(0, 700)],
    ['a PNG cut short', pngOf(9_000, 90).subarray(0, 60)],
    ['a WebP cut short', webpOf(9_000, 90).subarray(0, 40)],
    ['a PNG whose data are noise', Buffer.concat([pngOf(9_000, 90).subarray(0, 33), Buffer.from('noise '.repeat(99))])],
  ])('are left as they are: %s', async (_kind, bytes) => {
    const [part] = await shrink('anthropic', [bytes]);
    expect(part?.base64).toBe(bytes.toString('base64'));
  });

  it('under a wrong media type are judged by their bytes', async () => {
    const [part] = await shrink('anthropic', [jpegOf(8_100, 81)]);
    expect(part?.media_type).toBe('image/jpeg');
  });
});

describe('a picture of a camera', () => {
  /** Exif with an orientation, behind the start of the JPEG. */
  function hold(jpeg: Buffer, orientation: number): Buffer {
    const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1');
    tiff.writeUInt16BE(orientation, 18);
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
    return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
  }
  /** Which of the four sides is red. */
  function redSideOf(bytes: Uint8Array): string {
    const image = photon.PhotonImage.new_from_byteslice(bytes);
    const [width, height] = [image.get_width(), image.get_height()];
    const pixels = image.get_raw_pixels();
    const isRed = (x: number, y: number) => (pixels[(y * width + x) * 4] ?? 0) > 200;
    const [middleX, middleY] = [Math.floor(width / 2), Math.floor(height / 2)];
    if (width > height) return isRed(2, middleY) ? 'left' : 'right';
    return isRed(middleX, 2) ? 'top' : 'bottom';
  }

  it.each([
    [1, 'left'],
    [2, 'right'],
    [3, 'right'],
    [4, 'left'],
    [6, 'top'],
    [8, 'bottom'],
    [5, 'top'],
    [7, 'bottom'],
  ])('held in way %i is turned upright', (orientation, side) => {
    const bytes = hold(jpegOf(200, 100), orientation);
    const shrunk = shrinkPicture({ bytes, side: 100, maxBytes: 1_000_000, mayBeClear: false });
    expect(redSideOf(shrunk?.bytes ?? new Uint8Array())).toBe(side);
  });
});

describe('pictures of results', () => {
  const event = (images: Buffer[]): EventDraft => {
    const draft = toToolCompleted({
      tool_call_id: ToolCallId.parse(makeTestUuid(1)),
      name: 'view_image',
      images: images.map((bytes) => ({ type: 'image', base64: bytes.toString('base64'), media_type: 'image/jpeg' })),
      duration_ms: 1,
      effect: 'read',
    });
    return draft;
  };

  it('are scaled down once, when they are recorded, if they are large', async () => {
    jobs.length = 0;
    const [shown] = await shrinkShown([event([jpegOf(4_000, 400), GIF])], runJob);
    const images = shown?.type === 'tool.completed' ? (shown.data.images ?? []) : [];
    expect(images.map((image) => factsOf(image)?.width)).toEqual([1_568, 2]);
    expect(jobs).toEqual(['shrink_picture']);
  });
});
