import { crc32, deflateSync } from 'node:zlib';

const [WIDTH, HEIGHT] = [240, 150];
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Draws an image (PNG) of a sun over water, so that no file is needed. */
export function drawSunset(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (_, x) => colorAt(x, y)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits for each channel, in RGB.
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function colorAt(x: number, y: number): number[] {
  const horizon = HEIGHT * 0.62;
  const fromSun = Math.hypot(x - WIDTH / 2, y - horizon);
  if (y < horizon && fromSun < 26) return [255, 224, 150];
  const glow = Math.max(0, 1 - fromSun / 150);
  if (y < horizon) return [70 + 170 * glow, 60 + 90 * glow, 110 + 10 * glow];
  const shimmer = Math.sin(y * 1.9) > 0 && Math.abs(x - WIDTH / 2) < 40 - (y - horizon) * 0.4 ? 60 : 0;
  return [30 + 60 * glow + shimmer, 40 + 40 * glow + shimmer, 85 + 10 * glow];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
