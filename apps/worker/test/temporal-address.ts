import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Provided by the global setup of the project `temporal` (harness/dev/vitest-temporal.ts). */
    temporalAddress: string;
  }
}

/** `host:port` of the Temporal server that runs for this test run. */
export function getTemporalAddress(): string {
  return inject('temporalAddress');
}
