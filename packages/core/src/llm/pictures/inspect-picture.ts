/** The facts that the bytes of a picture show, whatever its declared type. */
export interface PictureFacts {
  media_type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** The size of the decoded picture file. */
  bytes: number;
  width: number;
  height: number;
}

/** Camera headers with previews come before a JPEG's size. */
const INSPECTED_CHARACTERS = 512 * 1024;

/**
 * Reads type and size from a picture's first bytes. Returns null if they are not PNG, JPEG, GIF or WebP. It decodes no pixels.
 */
export function inspectPicture(base64: string): PictureFacts | null {
  const head = Buffer.from(base64.slice(0, INSPECTED_CHARACTERS), 'base64');
  const size = pngSize(head) ?? gifSize(head) ?? webpSize(head) ?? jpegSize(head);
  if (size === null || size.width === 0 || size.height === 0) return null;
  return { ...size, bytes: Buffer.byteLength(base64, 'base64') };
}

type Size = Omit<PictureFacts, 'bytes'>;

function pngSize(head: Buffer): Size | null {
  if (head.length < 24 || head.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  return { media_type: 'image/png', width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function gifSize(head: Buffer): Size | null {
  if (head.length < 10 || !/^GIF8[79]a$/.test(head.toString('latin1', 0, 6))) return null;
  return { media_type: 'image/gif', width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
}

function webpSize(head: Buffer): Size | null {
  if (head.length < 30 || head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WEBP') {
    return null;
  }
  const media_type = 'image/webp' as const;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { media_type, width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { media_type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { media_type, width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

/** Frame headers are C0 to CF, except the tables C4, C8 and CC. */
function jpegSize(head: Buffer): Size | null {
  if (head.length < 4 || head.readUInt16BE(0) !== 0xffd8) return null;
  let place = 2;
  while (place + 9 < head.length && head[place] === 0xff) {
    const marker = head.readUInt8(place + 1);
    if (marker === 0xff) {
      place += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return { media_type: 'image/jpeg', width: head.readUInt16BE(place + 7), height: head.readUInt16BE(place + 5) };
    }
    place += 2 + head.readUInt16BE(place + 2);
  }
  return null;
}
