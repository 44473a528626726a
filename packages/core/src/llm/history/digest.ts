/**
 * Returns 52 bits of a text, the same on every machine (two 32-bit FNV-1a hashes over its UTF-16 units, mixed as in MurmurHash3).
 * It keeps names distinct, but does not resist deliberate collisions.
 */
export function digest(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (mix(high ^ (low >>> 13)) >>> 12) * 2 ** 32 + mix(low ^ (high >>> 16));
}

function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
