import { toUsage, type TokenReport } from '@everruns/answer-reader';
import type { Usage } from '@everruns/schemas';

/** Anthropic counts cached input separately from `input_tokens`. Our count includes it. */
export function mapUsage(report: TokenReport): Usage {
  return toUsage(report, { cacheIsApart: true });
}
