const CHUNK = 0x80_00;

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  // All bytes at once would be more arguments than a call can have.
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}
