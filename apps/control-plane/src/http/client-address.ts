import { isIP } from 'node:net';
import { isLoopbackAddress } from '@everruns/ingress';
import type { Connection } from './kept-connections.ts';

/** The data about a connection that the Node server passes to the app. */
export interface ConnectionBindings {
  /** Absent when a test calls the app without a server. */
  incoming?: { socket?: Connection & { remoteAddress?: string } };
}

/** The address of the connection's peer, or undefined once the connection is closed. */
export function peerAddress({ incoming }: ConnectionBindings): string {
  return incoming === undefined ? '127.0.0.1' : (incoming.socket?.remoteAddress ?? '');
}

/**
 * The address that limits and logs use. Each trusted proxy appends one entry to `X-Forwarded-For`, and entries to the left
 * of these are only the client's claim. A proxy on this machine, such as the bundled UI, is trusted without being counted.
 */
export function clientAddress(headers: Headers, { peer, trustedHops }: { peer: string; trustedHops: number }): string {
  const hops = trustedHops === 0 && isLoopbackAddress(peer) ? 1 : trustedHops;
  const forwarded = hops === 0 ? null : headers.get('x-forwarded-for');
  if (forwarded === null) return peer;
  const entries = forwarded.split(',').map((entry) => entry.trim());
  return parseEntry(entries.at(-Math.min(hops, entries.length)) ?? '') ?? peer;
}

/** Some proxies also write the client's port: `192.0.2.7:4711`, `[2001:db8::1]:4711`. */
function parseEntry(entry: string): string | null {
  const [, bracketed, plain] = /^(?:\[([^\]]{2,45})\]|([\d.]{7,15}))(?::\d{1,5})?$/.exec(entry) ?? [];
  const address = bracketed ?? plain ?? entry;
  return address.length <= 45 && isIP(address) !== 0 ? address : null;
}
