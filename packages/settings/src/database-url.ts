import { z } from 'zod';

/** An address of PostgreSQL: one host, or several of which one takes writes. */
export interface DatabaseUrl {
  /** `host:port` of each. A password is in none of them. */
  hosts: readonly DatabaseHost[];
  /** Which session counts as one that writes: of a primary, or also one whose transactions are not read-only by default. */
  wants: 'primary' | 'read-write';
  /** The address of one of the hosts alone, as the driver reads it. */
  urlOf(this: void, host: DatabaseHost): string;
}

export interface DatabaseHost {
  host: string;
  port: number;
}

/** The parts of `postgresql://user:password@host:5432,other:5432/database?options`. */
const PARTS = /^(?<scheme>postgres(?:ql)?:\/\/)(?<user>[^/?#]*@)?(?<hosts>[^/?#]*)(?<rest>[/?#].*)?$/s;
const ATTRIBUTE = 'target_session_attrs';
const DEFAULT_PORT = 5432;
const MOST_HOSTS = 16;

/** Returns null for what is no address of PostgreSQL. */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  const { scheme, user = '', hosts: listed = '', rest = '' } = PARTS.exec(text)?.groups ?? {};
  if (scheme === undefined) return null;
  const items = listed.split(',');
  const hosts = items.map(toHost);
  const isList = items.length > 1;
  // One host may be absent, or be a socket's path: the driver knows what that means.
  if (items.length > MOST_HOSTS || (isList && hosts.includes(null))) return null;
  const urls = items.map((item) => `${scheme}${user}${item}${rest}`);
  if (!urls.every((url) => URL.canParse(url))) return null;
  const wants = new URL(urls[0] ?? '').searchParams.get(ATTRIBUTE) ?? 'primary';
  if (wants !== 'primary' && wants !== 'read-write') return null;
  const known = hosts.map((host) => host ?? { host: '', port: DEFAULT_PORT });
  return { hosts: known, wants, urlOf: (host) => urls[known.indexOf(host)] ?? text };
}

function toHost(item: string): DatabaseHost | null {
  if (item === '' || !URL.canParse(`postgresql://${item}/`)) return null;
  const { hostname, port } = new URL(`postgresql://${item}/`);
  if (hostname === '') return null;
  return { host: hostname.replaceAll(/^\[|\]$/g, ''), port: port === '' ? DEFAULT_PORT : Number(port) };
}

/** For people: the hosts and the database, without user and password. */
export function describeDatabaseUrl(text: string): string {
  const { hosts, rest } = PARTS.exec(text)?.groups ?? {};
  if (hosts === undefined) return 'an address that is no URL';
  return `${hosts}${(rest ?? '').replace(/[?#].*$/s, '')}`;
}

/** The setting of a database. */
export function databaseUrl(): z.ZodString {
  return z
    .string()
    .refine(
      (url) => parseDatabaseUrl(url) !== null,
      'must look like postgresql://user:password@host:5432/database, or name several hosts as in first:5432,second:5432, with no target_session_attrs but primary and read-write',
    );
}
