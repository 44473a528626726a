import { addReport, NO_REPORT, toUsage } from '@everruns/answer-reader';
import type { JsonValue, Usage } from '@everruns/schemas';

/** The usage of this format tells nothing of searches, so they were counted. */
export function mapUsage(usage: JsonValue | undefined, searches: number): Usage {
  return toUsage({ ...addReport(NO_REPORT, usage), searches }, { cacheIsApart: false });
}
