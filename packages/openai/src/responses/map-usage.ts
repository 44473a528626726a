import { addReport, NO_REPORT, toUsage } from '@everruns/answer-reader';
import type { JsonValue, Usage } from '@everruns/schemas';

export function mapUsage(usage: JsonValue | undefined): Usage {
  return toUsage(addReport(NO_REPORT, usage), { cacheIsApart: false });
}
