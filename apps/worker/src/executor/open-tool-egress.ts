import type { ToolEgress } from '@everruns/core';
import type { EgressPolicy } from '@everruns/egress';

/** The egress module for tools. Every call ends with the tool's signal, and with the caller's own if it gives one. */
export function openToolEgress(openFetch: (policy: EgressPolicy) => typeof fetch): ToolEgress {
  return {
    open(options, signal) {
      const fetchTool = openFetch({ ...options, purpose: 'tool' });
      return (input, init) => {
        const own = init?.signal ?? (input instanceof Request ? input.signal : null);
        return fetchTool(input, { ...init, signal: own === null ? signal : AbortSignal.any([signal, own]) });
      };
    },
  };
}
