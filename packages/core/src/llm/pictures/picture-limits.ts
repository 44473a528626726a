/** What a provider takes of pictures. Sizes are of the bytes, not of their base64. */
export interface PictureLimits {
  media_types: readonly string[];
  /** Of one picture. */
  bytes: number;
  /** Pixels of the longer side. */
  side: number;
  /** In one request. */
  count: number;
  /** Of all pictures in one request. */
  total_bytes: number;
  /** A shorter side where a request has more pictures than this. */
  many?: { above: number; side: number };
}
