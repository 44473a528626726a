import { addReport, recordOf, toUsage, type TokenReport } from '@everruns/answer-reader';
import type { JsonObject, JsonValue, Usage } from '@everruns/schemas';
import { recordsOf } from './collect-tool-calls.ts';

/** Adds the usage of a chunk: at its top, in `x_groq`, in a choice (Moonshot) or its delta, or as Gemini and Ollama name it. */
export function addChunkUsage(before: TokenReport, chunk: JsonObject): TokenReport {
  let report = before;
  const add = (reported: JsonValue | undefined): void => {
    if (reported !== undefined && reported !== null) report = addReport(report, reported);
  };
  add(chunk['usage']);
  add(recordOf(chunk['x_groq'])['usage']);
  add(chunk['usage_metadata'] ?? chunk['usageMetadata']);
  for (const choice of recordsOf(chunk['choices'])) {
    add(choice['usage']);
    add(recordOf(choice['delta'])['usage']);
  }
  if ('eval_count' in chunk) add(chunk);
  return report;
}

export function mapUsage(report: TokenReport): Usage {
  return toUsage(report, { cacheIsApart: false });
}
