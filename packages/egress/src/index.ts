export {
  createGuardedFetch,
  type EgressLog,
  type EgressPolicy,
  type GuardedFetch,
  type GuardedFetchOptions,
  type ProxySettings,
} from './guarded-fetch.ts';
