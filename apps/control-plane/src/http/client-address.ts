import { isIP } from 'node:net';
import { isLoopbackAddress } from '@everruns/ingress';

/** What the Node server tells the app of a connection. */
export interface ConnectionBindings {
  /** Absent where a test calls the app itself. */
  incoming?: { socket?: { remoteAddress?: string } };
}

/** The address at the other end of the connection; a gone connection has none. */
export function peerAddress({ incoming }: ConnectionBindings): string {
  return incoming === undefined ? '127.0.0.1' : (incoming.socket?.remoteAddress ?? '');
}

/**
 * The address that limits and logs go by. Each trusted proxy adds one entry at the right end of `X-Forwarded-For`; what stands left of
 * those is the client's own claim. A proxy on this machine, such as the bundled UI, is trusted without being counted.
 */
export function clientAddress(headers: Headers, { peer, trustedHops }: { peer: string; trustedHops: number }): string {
  const hops = trustedHops === 0 && isLoopbackAddress(peer) ? 1 : trustedHops;
  const forwarded = hops === 0 ? null : headers.get('x-forwarded-for');
  if (forwarded === null) return peer;
  const entries = forwarded.split(',').map((entry) => entry.trim());
  return parseEntry(entries.at(-Math.min(hops, entries.length)) ?? '') ?? peer;
}

/** Some proxies write the client's port too: `192.0.2.7:4711`, `[2001:db8::1]:4711`. */
function parseEntry(entry: string): string | null {
  const [, bracketed, plain] = /^(?:\[([^\]]{2,45})\]|([\d.]{7,15}))(?::\d{1,5})?$/.exec(entry) ?? [];
  const address = bracketed ?? plain ?? entry;
  return address.length <= 45 && isIP(address) !== 0 ? address : null;
}
