import type { Session } from '@everruns/sdk';

/** Formats what something cost, or nothing if that is not known. */
export function formatCost({ cost_usd }: Pick<Session['usage'], 'cost_usd'>): string {
  return cost_usd === undefined ? '' : `$${cost_usd.toFixed(4)}`;
}
