/** A provider's limits for pictures. Sizes count the bytes, not their base64. */
export interface PictureLimits {
  media_types: readonly string[];
  /** The most bytes of one picture. */
  bytes: number;
  /** The most pixels of the longer side. */
  side: number;
  /** The most pictures in one request. */
  count: number;
  /** The most bytes of all pictures in one request. */
  total_bytes: number;
  /** The shorter limit of the side, if a request has more pictures than this. */
  many?: { above: number; side: number };
}
