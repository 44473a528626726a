import { isLoopbackHost } from '@everruns/ingress';
import type { CoreServices } from '../services.ts';

const MAX_BYTES = 256 * 1024;
const TIMEOUT_MS = 10_000;

/** Whether the authorization server of a server may be on loopback: only where the server itself is, on a platform that only this machine reaches. */
export function allowsLoopback(
  { allowPrivateProviders }: Pick<CoreServices, 'allowPrivateProviders'>,
  serverUrl: string,
): boolean {
  return allowPrivateProviders && isLoopbackHost(new URL(serverUrl).hostname.replace(/^\[|\]$/g, ''));
}

/** Sends the requests of a login: guarded, small and short. */
export function openLoginFetch(
  deps: Pick<CoreServices, 'openFetch' | 'allowPrivateProviders'>,
  serverUrl: string,
): typeof fetch {
  const allowPrivateAddress = allowsLoopback(deps, serverUrl);
  return deps.openFetch({ purpose: 'tool', allowPrivateAddress, maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS });
}
