import { z } from 'zod';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = `${LABEL}(?:\\.${LABEL})*`;
const IPV6 = '\\[[0-9a-f:.]{2,45}\\]';
const PATTERN = new RegExp(`^(?:${NAME}|\\*\\.${LABEL}\\.${NAME}|${IPV6})(?::\\d{1,5})?$`);
const MAX_LENGTH = 260;

/**
 * The hosts that something may reach: `api.example.com` is that host, `*.example.com` is every name below it, and a port
 * (`api.example.com:8443`) allows only that port. A name outside ASCII is written in its `xn--` form.
 */
export const HostPattern = z
  .string()
  .trim()
  .toLowerCase()
  .max(MAX_LENGTH)
  .regex(
    PATTERN,
    'must be a host such as api.example.com, *.example.com or api.example.com:8443, without a scheme or a path',
  );
export type HostPattern = z.infer<typeof HostPattern>;

/** The parts of a URL by which hosts are compared. A `URL` has them. */
export interface HostOfUrl {
  protocol: string;
  hostname: string;
  port: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** Whether the host of a URL is one of the patterns. */
export function matchesHost(patterns: readonly string[], url: HostOfUrl): boolean {
  const name = url.hostname.toLowerCase().replace(/\.$/, '');
  const port = url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? '') : url.port;
  return patterns.some((pattern) => {
    const [, host = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
    if (wantedPort !== undefined && wantedPort !== port) return false;
    return host.startsWith('*.') ? name.endsWith(host.slice(1)) && name.length > host.length - 1 : name === host;
  });
}
