import type { Clock } from '@everruns/kernel';
import type { LookupFunction } from 'node:net';

export interface ProxySettings {
  /** `HTTPS_PROXY`: an http or https URL. The operator configures it, so it may have any address. */
  httpsProxy?: string;
  httpProxy?: string;
  /** `NO_PROXY`: hosts that are dialed directly, comma-separated. */
  noProxy?: string;
}

export interface EgressLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface GuardedFetchOptions {
  /** `EGRESS_ALLOW_CIDRS`: ranges open to every call. */
  allowCidrs: readonly string[];
  /** Origins of the `*_BASE_URL` settings. Provider calls may reach them at any address. */
  allowedOrigins: readonly string[];
  /** Used for provider calls only. A proxy resolves names itself, so only literal hosts are checked here. */
  proxy?: ProxySettings;
  log: EgressLog;
  /** Dates the answers that carry no Date (RFC 9110, 6.6.1), so that a date in them can be read against it. */
  clock: Pick<Clock, 'now'>;
  lookup?: LookupFunction;
}

export interface EgressPolicy {
  purpose: 'provider' | 'tool';
  /** Whether the first origin, but not one that it redirects to, may be loopback or private. */
  allowPrivateAddress?: boolean;
  /** The most decoded bytes of a body. Default: 5 MB for tools and 50 MB for providers. */
  maxBytes?: number;
  /** The time from the call to the body's last byte. Default: 20 s for tools and one hour for providers. */
  timeoutMs?: number;
  /** The hosts (`HostPattern`) that the first address and every redirect must have. Default: any. */
  hosts?: readonly string[];
  /** Names of headers, besides the usual credentials, that a redirect to another origin drops. */
  secretHeaders?: readonly string[];
  /** Called for each chunk of a body that is read, as a sign that the server is alive. */
  onBytes?: () => void;
}
