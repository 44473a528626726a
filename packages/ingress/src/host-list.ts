import { BlockList, isIP, isIPv6 } from 'node:net';
import { onceFor } from '@everruns/kernel';
import { namesOwnMachine } from './loopback.ts';

/** The hosts that an operator lists: names and addresses, suffixes such as `.example.com`, ranges such as `10.0.0.0/8`. */
export interface HostList {
  /** Expects a name or address in lower case, without port and brackets. */
  has(name: string): boolean;
}

const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i;
const RANGE = /^([^/]+)\/(\d{1,3})$/;

/** Whether an entry of ALLOWED_HOSTS has a known form. A port, a scheme and `*` are not allowed. */
export function isHostEntry(entry: string): boolean {
  if (isIP(entry) !== 0) return true;
  if (entry.includes('/')) return parseRange(entry) !== null;
  return NAME.test(entry.startsWith('.') ? entry.slice(1) : entry);
}

/** Reads each array of entries once. A name of the local machine is in the list only if an entry is exactly that name. */
export const toHostList = onceFor((entries: readonly string[]): HostList =>
  makeHostList(entries.map((entry) => entry.toLowerCase())),
);

function makeHostList(entries: readonly string[]): HostList {
  const suffixes = entries.filter((entry) => entry.startsWith('.')).map(withoutDot);
  const names = new Set(entries.map(withoutDot).filter((entry) => !entry.startsWith('.')));
  const ranges = new BlockList();
  for (const { network, bits, family } of entries.flatMap((entry) => parseRange(entry) ?? [])) {
    ranges.addSubnet(network, bits, family);
  }
  return {
    has(given) {
      const name = withoutDot(given);
      if (name.startsWith('.')) return false;
      if (names.has(name)) return true;
      if (namesOwnMachine(name)) return false;
      if (isIP(name) !== 0) return ranges.check(name, isIPv6(name) ? 'ipv6' : 'ipv4');
      return suffixes.some((suffix) => name.endsWith(suffix) || name === suffix.slice(1));
    },
  };
}

/** Removes a trailing dot, because `agents.example.` and `agents.example` are the same name. */
function withoutDot(name: string): string {
  return name.length > 1 ? name.replace(/\.$/, '') : name;
}

function parseRange(entry: string): { network: string; bits: number; family: 'ipv4' | 'ipv6' } | null {
  const [, network = '', digits = ''] = RANGE.exec(entry) ?? [];
  const version = isIP(network);
  const bits = Number(digits);
  if (version === 0 || bits > (version === 4 ? 32 : 128)) return null;
  return { network, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}
