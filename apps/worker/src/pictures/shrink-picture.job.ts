import { createRequire } from 'node:module';
import type * as Photon from '@silvia-odwyer/photon-node';
import { countInnerPixels, MAX_PIXELS } from './picture-size.ts';
import { readOrientation } from './read-orientation.ts';

export interface ShrinkInput {
  bytes: Uint8Array;
  /** Of the longer side of the copy, at most. */
  side: number;
  /** Of the copy, at most. */
  maxBytes: number;
  /** It may be see-through, and the copy a PNG. */
  mayBeClear: boolean;
}

export interface ShrunkPicture {
  bytes: Uint8Array;
  media_type: 'image/png' | 'image/jpeg';
}

const JPEG_QUALITY = 85;
/** A copy that is still too large is made smaller, and smaller. */
const STEP = 0.7;
const MAX_STEPS = 6;

const require = createRequire(import.meta.url);
const MODULE = '@silvia-odwyer/photon-node';

/**
 * A smaller copy of a picture; null where its bytes are none that can be decoded. The caller has read its size from the header. Each
 * picture has an instance of the codec of its own: its memory never shrinks, and what a hostile picture did to it is gone.
 */
export default function shrinkPicture(input: ShrinkInput): ShrunkPicture | null {
  if (countInnerPixels(Buffer.from(input.bytes)) > MAX_PIXELS) return null;
  delete require.cache[require.resolve(MODULE)];
  // The types are the module's own.
  const photon = require(MODULE) as typeof Photon;
  try {
    return shrink(photon, input);
  } catch (error) {
    // A codec of WebAssembly traps on what it cannot read.
    const isTrap = error instanceof Error && error.name === 'RuntimeError';
    if (isTrap || typeof error === 'string') return null;
    throw error;
  }
}

function shrink(photon: typeof Photon, { bytes, side, maxBytes, mayBeClear }: ShrinkInput): ShrunkPicture | null {
  const decoded = photon.PhotonImage.new_from_byteslice(bytes);
  let longest = Math.min(side, Math.max(decoded.get_width(), decoded.get_height()));
  const orientation = readOrientation(Buffer.from(bytes));
  for (let step = 0; step < MAX_STEPS && longest >= 1; step += 1) {
    const copy = turnUpright(photon, scale(photon, decoded, longest), orientation);
    const png = mayBeClear ? copy.get_bytes() : null;
    if (png !== null && png.length <= maxBytes) return { bytes: png, media_type: 'image/png' };
    const jpeg = copy.get_bytes_jpeg(JPEG_QUALITY);
    if (jpeg.length <= maxBytes) return { bytes: jpeg, media_type: 'image/jpeg' };
    copy.free();
    longest = Math.floor(longest * STEP);
  }
  return null;
}

function scale(photon: typeof Photon, image: Photon.PhotonImage, longest: number): Photon.PhotonImage {
  const [width, height] = [image.get_width(), image.get_height()];
  const factor = longest / Math.max(width, height);
  const sizeOf = (length: number): number => Math.max(1, Math.round(length * factor));
  return photon.resize(image, sizeOf(width), sizeOf(height), photon.SamplingFilter.Triangle);
}

/** The copy has no Exif that would say how to hold it. */
function turnUpright(photon: typeof Photon, image: Photon.PhotonImage, orientation: number): Photon.PhotonImage {
  const isMirrored = [2, 4, 5, 7].includes(orientation);
  if (isMirrored) photon.fliph(image);
  const angle = { 3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270 }[orientation];
  return angle === undefined ? image : photon.rotate(image, angle);
}
