import { EverrunsError } from '@everruns/schemas';

export interface HostPolicy {
  /** Host names and addresses, without port, beside loopback. */
  allowedHosts: readonly string[];
  /** Origins of other sites whose pages may call this API. */
  corsAllowedOrigins: readonly string[];
}

/** Methods that change nothing, so that a page of another site may make a browser send them. */
export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses a `Host` that is not ours: DNS rebinding would otherwise hand a local platform to any web page. Throws `misdirected_host`. */
export function assertHostAllowed(host: string | null, policy: HostPolicy): void {
  const name = hostName(host);
  if (name !== null && (isLoopbackName(name) || policy.allowedHosts.includes(name))) return;
  throw new EverrunsError('misdirected_host', 'This Host is not served here. Operators: add it to ALLOWED_HOSTS.', {
    errors: [{ path: 'Host', code: 'not_allowed', message: 'is not an address of this server' }],
  });
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

/** The name in a `Host` header, without port and brackets, in lower case; null when it is none. */
function hostName(host: string | null): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

function isOwnOrigin(origin: string, host: string | null): boolean {
  const match = /^https?:\/\/(.+)$/.exec(origin);
  return match !== null && host !== null && match[1]?.toLowerCase() === host.toLowerCase();
}
