import { toHostList } from './host-list.ts';
import { isLoopbackAddress, namesOwnMachine } from './loopback.ts';

export interface HostRules {
  /**
   * Names, addresses, suffixes and ranges under which anybody may call; see `HostList`. Pass the same array each time,
   * because each array is read once.
   */
  allowedHosts: readonly string[];
  /** The address that the connection comes from. */
  peer: string | undefined;
}

/**
 * Whether a `Host` header names this server. A foreign name indicates DNS rebinding: a web page that reaches for a
 * local platform. A name of the local machine, such as `localhost`, is accepted only from a client on this machine.
 */
export function isHostAllowed(host: string | null | undefined, { allowedHosts, peer }: HostRules): boolean {
  const name = hostNameOf(host);
  if (name === null) return false;
  return toHostList(allowedHosts).has(name) || (namesOwnMachine(name) && isLoopbackAddress(peer));
}

/** Returns the name in a `Host` header, without port and brackets, in lower case, or null if the header is not valid. */
function hostNameOf(host: string | null | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}
