import type { Clock } from '@everruns/kernel';
import type { LookupFunction } from 'node:net';

export interface ProxySettings {
  /** `HTTPS_PROXY`: an http or https URL. It is the operator's and may have any address. */
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
  /** Origins of the environment's `*_BASE_URL`s: allowed whatever their address, for provider calls. */
  allowedOrigins: readonly string[];
  /** Used for provider calls only. A proxy resolves names itself: then only literal hosts are checked here. */
  proxy?: ProxySettings;
  log: EgressLog;
  /** Dates the answers that carry no Date (RFC 9110, 6.6.1), so that a date in them can be read against it. */
  clock: Pick<Clock, 'now'>;
  lookup?: LookupFunction;
}

export interface EgressPolicy {
  purpose: 'provider' | 'tool';
  /** The first origin (not one that it redirects to) may be loopback or private. */
  allowPrivateAddress?: boolean;
  /** Decoded bytes of a body. Unless said otherwise 5 MB for tools and 50 MB for providers. */
  maxBytes?: number;
  /** From the call to the body's last byte. Unless said otherwise 20 s for tools and one hour for providers. */
  timeoutMs?: number;
}
