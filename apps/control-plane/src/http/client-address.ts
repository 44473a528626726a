/**
 * The address that limits and logs go by. Each trusted proxy adds one entry at the right end of `X-Forwarded-For`; what stands left of
 * those is the client's own claim. A proxy on this machine, such as the bundled UI, is trusted without being counted.
 */
export function clientAddress(headers: Headers, { peer, trustedHops }: { peer: string; trustedHops: number }): string {
  const hops = trustedHops === 0 && isLocal(peer) ? 1 : trustedHops;
  if (hops === 0) return peer;
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  const claimed = entries.at(-Math.min(hops, entries.length)) ?? '';
  return /^[0-9a-fA-F.:]{2,45}$/.test(claimed) ? claimed : peer;
}

function isLocal(peer: string): boolean {
  return peer === '::1' || /^(::ffff:)?127\./.test(peer);
}
