import type { ToolEgress } from '@everruns/core';
import { createGuardedFetch, type GuardedFetch } from '@everruns/egress';
import { systemClock } from '@everruns/kernel';

export interface TestEgress extends ToolEgress, AsyncDisposable {
  guarded: GuardedFetch;
}

/** The egress module as tools get it in a worker. `allowCidrs` opens ranges, as an operator does. */
export function openTestEgress({ allowCidrs = ['127.0.0.0/8'] }: { allowCidrs?: string[] } = {}): TestEgress {
  const guarded = createGuardedFetch({
    clock: systemClock,
    allowCidrs,
    allowedOrigins: [],
    log: { warn: () => undefined },
  });
  return {
    guarded,
    open(options, signal) {
      const send = guarded({ ...options, purpose: 'tool' });
      return (input, init) => send(input, { ...init, signal });
    },
    [Symbol.asyncDispose]: () => guarded.close(),
  };
}
