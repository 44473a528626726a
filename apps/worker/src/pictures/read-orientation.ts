/** How a camera was held: 1 is upright, 3 upside down, 6 and 8 on a side, the others mirrored (Exif 2.32, tag 0x0112). */
export function readOrientation(jpeg: Buffer): number {
  try {
    const tiff = findExif(jpeg);
    return tiff === null ? 1 : readTag(tiff);
  } catch (error) {
    // What breaks off says nothing.
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

/** The body of the first Exif segment. */
function findExif(jpeg: Buffer): Buffer | null {
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8) return null;
  for (let place = 2; place + 4 < jpeg.length && jpeg[place] === 0xff; place += 2 + jpeg.readUInt16BE(place + 2)) {
    const isExif = jpeg[place + 1] === 0xe1 && jpeg.toString('latin1', place + 4, place + 10) === 'Exif\0\0';
    if (isExif) return jpeg.subarray(place + 10, place + 2 + jpeg.readUInt16BE(place + 2));
  }
  return null;
}

const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;

function readTag(tiff: Buffer): number {
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (place: number): number => (isLittle ? tiff.readUInt16LE(place) : tiff.readUInt16BE(place));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = u16(start);
  for (let index = 0; index < count; index += 1) {
    const entry = start + 2 + index * ENTRY_BYTES;
    if (u16(entry) !== ORIENTATION) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
