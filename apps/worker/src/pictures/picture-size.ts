/** Pixels of one picture that are decoded at most: a camera's 24 million, in some 300 MB of memory. */
export const MAX_PIXELS = 25_000_000;

/**
 * The most pixels that a decoder would make room for: pictures inside a picture may be larger than its header says. Infinity where the
 * bytes break off before that is known.
 */
export function countInnerPixels(bytes: Buffer): number {
  const kind = bytes.toString('latin1', 0, 4);
  if (kind === 'RIFF') return largestOf(webpSizes(bytes));
  if (kind === 'GIF8') return largestOf(gifSizes(bytes));
  return 0;
}

type Sizes = Generator<number, void, undefined>;

function largestOf(sizes: Sizes): number {
  try {
    let largest = 0;
    for (const pixels of sizes) largest = Math.max(largest, pixels);
    return largest;
  } catch (error) {
    if (error instanceof RangeError) return Infinity;
    throw error;
  }
}

/** RIFF container, and RFC 9649: the frames of a picture, also of a moving one. */
function* webpSizes(bytes: Buffer): Sizes {
  for (let place = 12; place + 8 <= bytes.length;) {
    const type = bytes.toString('latin1', place, place + 4);
    const size = bytes.readUInt32LE(place + 4);
    const data = place + 8;
    if (type === 'VP8 ') yield (bytes.readUInt16LE(data + 6) & 0x3fff) * (bytes.readUInt16LE(data + 8) & 0x3fff);
    if (type === 'VP8L') {
      const bits = bytes.readUInt32LE(data + 1);
      yield ((bits & 0x3fff) + 1) * (((bits >> 14) & 0x3fff) + 1);
    }
    // A frame of a moving picture is a header of 16 bytes, and chunks like those outside.
    place = type === 'ANMF' ? data + 16 : data + size + (size % 2);
  }
}

const COLOR_TABLE = 0x80;

/** GIF89a: the frames, one after another, behind extensions that say nothing of a size. */
function* gifSizes(bytes: Buffer): Sizes {
  let place = 13 + tableBytes(bytes.readUInt8(10));
  while (place < bytes.length) {
    const block = bytes.readUInt8(place);
    if (block === 0x3b) return;
    if (block === 0x21) place = skipSubBlocks(bytes, place + 2);
    else if (block === 0x2c) {
      yield bytes.readUInt16LE(place + 5) * bytes.readUInt16LE(place + 7);
      place = skipSubBlocks(bytes, place + 11 + tableBytes(bytes.readUInt8(place + 9)));
    } else return;
  }
}

function tableBytes(flags: number): number {
  return (flags & COLOR_TABLE) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function skipSubBlocks(bytes: Buffer, start: number): number {
  let place = start;
  while (place < bytes.length) {
    const length = bytes.readUInt8(place);
    place += 1 + length;
    if (length === 0) break;
  }
  return place;
}
