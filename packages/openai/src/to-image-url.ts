import type { ImagePart } from '@everruns/schemas';

/** Returns the URL of an image, or its bytes as a data URL. */
export function toImageUrl(image: ImagePart): string {
  return image.url ?? `data:${image.media_type ?? 'image/png'};base64,${image.base64 ?? ''}`;
}
