export type { EgressPolicy, ProxySettings } from './egress-policy.ts';
export { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';
