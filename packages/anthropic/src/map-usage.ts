import { toUsage, type TokenReport } from '@everruns/answer-reader';
import type { Usage } from '@everruns/schemas';

/** Anthropic counts cached input apart from `input_tokens`; ours includes it. */
export function mapUsage(report: TokenReport): Usage {
  return toUsage(report, { cacheIsApart: true });
}
