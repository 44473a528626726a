import { inspectPicture } from '@everruns/core/testing';

export interface PictureRules {
  media_types: readonly string[];
  bytes: number;
  side: number;
  count: number;
  takesUrls: boolean;
}

/** Returns why an image with this URL in a request is refused, or null. */
export function refusePicture(url: string, rules: PictureRules): string | null {
  const data = /^data:([^;]*);base64,(.*)$/s.exec(url);
  if (data === null) return rules.takesUrls ? null : 'unsupported image url';
  const [, mediaType = '', base64 = ''] = data;
  const facts = inspectPicture(base64);
  if (facts === null) return 'Could not process image';
  if (facts.media_type !== mediaType)
    return `image was specified as ${mediaType}, but appears to be ${facts.media_type}`;
  if (!rules.media_types.includes(mediaType)) return `unsupported image type ${mediaType}`;
  if (facts.bytes > rules.bytes) return 'image exceeds the size limit';
  return Math.max(facts.width, facts.height) > rules.side ? 'image dimensions exceed the limit' : null;
}
