import { isHostAllowed, namesOwnMachine } from '@everruns/ingress';
import type { Clock } from '@everruns/core/catalog';
import { createQuietLog } from '@everruns/log';
import { EverrunsError, hasErrorCode } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';

export interface HostPolicy {
  /** Names, addresses, suffixes and ranges, without port, in addition to loopback. */
  allowedHosts: readonly string[];
  /** Origins of other sites whose pages may call this API. */
  corsAllowedOrigins: readonly string[];
}

/** Methods that change nothing. A page of another site may make a browser send them. */
export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a `Host` that this server does not have. Otherwise DNS rebinding would give any web page access to a local
 * platform. Names of the local machine are accepted only from a peer on that machine. Throws `misdirected_host`.
 */
export function assertHostAllowed(
  host: string | null,
  { policy, peer }: { policy: HostPolicy; peer: string | undefined },
): void {
  if (isHostAllowed(host, { allowedHosts: policy.allowedHosts, peer })) return;
  const detail =
    'This server does not serve this Host, or serves it only to its own machine. Operators can add it to ALLOWED_HOSTS.';
  throw new EverrunsError('misdirected_host', detail, {
    errors: [{ path: 'Host', code: 'not_allowed', message: 'is not an address of this server' }],
  });
}

/**
 * Returns the hosts under which any client may call a server that listens at `host`: those that the operator lists,
 * its own address, and the platform's public address. A name of the local machine is included only if it is listed.
 */
export function listAllowedHosts(
  { allowedHosts, auth }: { allowedHosts: readonly string[]; auth: Pick<AuthSettings, 'baseUrl'> },
  host: string,
): string[] {
  const implied = [host, ...(auth.baseUrl === null ? [] : [hostNameOf(auth.baseUrl)])];
  return [...allowedHosts, ...implied.filter((name) => !namesOwnMachine(name)).map((name) => name.toLowerCase())];
}

/**
 * Refuses an unsafe request from a page of another site, if the browser itself is the credential: a cookie, or
 * AUTH_MODE=none. With `isProofNeeded`, a request without a known origin is refused too. Throws `cross_site_request`.
 */
export function assertSameSite(
  headers: Headers,
  { policy, isProofNeeded }: { policy: HostPolicy; isProofNeeded: boolean },
): void {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (origin === null && site === null && !isProofNeeded) return;
  const isOurs =
    origin === null
      ? site === 'same-origin' || site === 'none'
      : isOwnOrigin(origin, headers.get('host')) || policy.corsAllowedOrigins.includes(origin);
  if (isOurs) return;
  const path = origin === null ? 'Sec-Fetch-Site' : 'Origin';
  throw new EverrunsError('cross_site_request', 'Pages of other sites may not change anything here.', {
    errors: [
      { path, code: 'cross_site', message: 'does not name this site; operators can add it to CORS_ALLOWED_ORIGINS' },
    ],
  });
}

function isOwnOrigin(origin: string, host: string | null): boolean {
  const match = /^https?:\/\/(.+)$/.exec(origin);
  return match !== null && host !== null && match[1]?.toLowerCase() === host.toLowerCase();
}

function hostNameOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

interface RefusedRequest {
  headers: Headers;
  peer: string;
}

const LONGEST = 200;

/** Logs requests that were refused because of their origin. Otherwise a load balancer that is not listed would go unnoticed. */
export function createRefusalReport({ log, clock }: { log: Pick<Logger, 'warn'>; clock: Clock }) {
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
  });
  return (error: unknown, { headers, peer }: RefusedRequest): void => {
    if (hasErrorCode(error, 'misdirected_host')) {
      const host = headers.get('host')?.slice(0, LONGEST);
      warn(
        { host, peer },
        'A request was refused because its Host is not served here. ALLOWED_HOSTS lists the hosts that are.',
      );
    } else if (hasErrorCode(error, 'cross_site_request')) {
      const origin = headers.get('origin')?.slice(0, LONGEST);
      const site = headers.get('sec-fetch-site')?.slice(0, LONGEST);
      warn(
        { origin, site, peer },
        'A change by a page of another site was refused. CORS_ALLOWED_ORIGINS lists the origins that are allowed.',
      );
    }
  };
}
