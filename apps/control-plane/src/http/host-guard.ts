import { isHostAllowed, namesOwnMachine } from '@everruns/ingress';
import type { Clock } from '@everruns/core/catalog';
import { createQuietLog } from '@everruns/log';
import { EverrunsError, hasErrorCode } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';

export interface HostPolicy {
  /** Names, addresses, suffixes and ranges, without port, beside loopback. */
  allowedHosts: readonly string[];
  /** Origins of other sites whose pages may call this API. */
  corsAllowedOrigins: readonly string[];
}

/** Methods that change nothing, so that a page of another site may make a browser send them. */
export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a `Host` that is not ours: DNS rebinding would otherwise hand a local platform to any web page. Names of the own machine are
 * ours only for a peer on it. Throws `misdirected_host`.
 */
export function assertHostAllowed(
  host: string | null,
  { policy, peer }: { policy: HostPolicy; peer: string | undefined },
): void {
  if (isHostAllowed(host, { allowedHosts: policy.allowedHosts, peer })) return;
  const detail = 'This Host is not served here, or only to this machine itself. Operators: add it to ALLOWED_HOSTS.';
  throw new EverrunsError('misdirected_host', detail, {
    errors: [{ path: 'Host', code: 'not_allowed', message: 'is not an address of this server' }],
  });
}

/**
 * The hosts under which everybody may call a server that listens at `host`: what the operator lists, its own address, the platform's public
 * one. A name of the own machine counts only where it is listed.
 */
export function listAllowedHosts(
  { allowedHosts, auth }: { allowedHosts: readonly string[]; auth: Pick<AuthSettings, 'baseUrl'> },
  host: string,
): string[] {
  const implied = [host, ...(auth.baseUrl === null ? [] : [hostNameOf(auth.baseUrl)])];
  return [...allowedHosts, ...implied.filter((name) => !namesOwnMachine(name)).map((name) => name.toLowerCase())];
}

/**
 * Refuses an unsafe request that another site's page sent. Applies where the browser itself is the credential: a cookie, or mode
 * none. `isProofNeeded`: a request that does not say where it comes from is refused too. Throws `cross_site_request`.
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
    errors: [{ path, code: 'cross_site', message: 'does not name this site; operators: CORS_ALLOWED_ORIGINS' }],
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

/** Tells the operator of requests that were refused for where they come from: a balancer that is not listed would show nowhere else. */
export function createRefusalReport({ log, clock }: { log: Pick<Logger, 'warn'>; clock: Clock }) {
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
  });
  return (error: unknown, { headers, peer }: RefusedRequest): void => {
    if (hasErrorCode(error, 'misdirected_host')) {
      const host = headers.get('host')?.slice(0, LONGEST);
      warn({ host, peer }, 'refused a request for a Host that is not served here; ALLOWED_HOSTS lists those that are');
    } else if (hasErrorCode(error, 'cross_site_request')) {
      const origin = headers.get('origin')?.slice(0, LONGEST);
      const site = headers.get('sec-fetch-site')?.slice(0, LONGEST);
      warn(
        { origin, site, peer },
        'refused a change by a page of another site; CORS_ALLOWED_ORIGINS lists those that may',
      );
    }
  };
}
