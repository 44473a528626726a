import { toHostList } from './host-list.ts';
import { isLoopbackAddress, namesOwnMachine } from './loopback.ts';

export interface HostRules {
  /** Names, addresses, suffixes and ranges under which everybody may call; see `HostList`. The same array each time: it is read once. */
  allowedHosts: readonly string[];
  /** The address that the connection comes from. */
  peer: string | undefined;
}

/**
 * Whether a `Host` header names this server. A foreign name is DNS rebinding: a web page that reaches for a local platform. A name of
 * the own machine, such as `localhost`, is true only for who sits at this machine.
 */
export function isHostAllowed(host: string | null | undefined, { allowedHosts, peer }: HostRules): boolean {
  const name = hostNameOf(host);
  if (name === null) return false;
  return toHostList(allowedHosts).has(name) || (namesOwnMachine(name) && isLoopbackAddress(peer));
}

/** The name in a `Host` header, without port and brackets, in lower case; null when it is none. */
function hostNameOf(host: string | null | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}
