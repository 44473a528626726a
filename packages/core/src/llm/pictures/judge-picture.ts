import type { PictureFacts } from './inspect-picture.ts';
import type { PictureLimits } from './picture-limits.ts';

/** `shrink`: a smaller or re-encoded copy would be accepted. `reason` completes "it …". */
export type PictureJudgment = { kind: 'fits' } | { kind: 'shrink'; reason: string; side: number } | { kind: 'useless' };

/** Whether a provider accepts a picture as it is. `side` is the longest side that it accepts among so many pictures. */
export function judgePicture(facts: PictureFacts | null, limits: PictureLimits, side: number): PictureJudgment {
  if (facts === null) return { kind: 'useless' };
  const { width, height, bytes, media_type } = facts;
  if (!limits.media_types.includes(media_type)) {
    return { kind: 'shrink', reason: `is a ${nameOf(media_type)}, which this provider does not read`, side };
  }
  if (bytes > limits.bytes) {
    return {
      kind: 'shrink',
      reason: `has ${mega(bytes)} MB, and this provider reads at most ${mega(limits.bytes)} MB`,
      side,
    };
  }
  if (Math.max(width, height) > side) {
    return { kind: 'shrink', reason: `has ${width} × ${height} pixels, and this provider reads at most ${side}`, side };
  }
  return { kind: 'fits' };
}

/** Returns the longest side that a picture may have in a request with so many pictures. */
export function sideFor(limits: PictureLimits, count: number): number {
  return limits.many !== undefined && count > limits.many.above ? Math.min(limits.side, limits.many.side) : limits.side;
}

function nameOf(mediaType: string): string {
  return mediaType.replace('image/', '').toUpperCase();
}

function mega(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
