import { addReport, recordOf, toUsage, type TokenReport } from '@everruns/answer-reader';
import type { JsonObject, Usage } from '@everruns/schemas';
import { recordsOf } from './collect-tool-calls.ts';

/** Adds the usage of a chunk: at its top, in `x_groq`, in a choice (Moonshot) or its delta, or as Gemini and Ollama name it. */
export function addChunkUsage(before: TokenReport, chunk: JsonObject): TokenReport {
  const choices = recordsOf(chunk['choices']);
  const places = [
    chunk['usage'],
    recordOf(chunk['x_groq'])['usage'],
    chunk['usage_metadata'] ?? chunk['usageMetadata'],
    ...choices.flatMap((choice) => [choice['usage'], recordOf(choice['delta'])['usage']]),
    ...('eval_count' in chunk ? [chunk] : []),
  ];
  const reported = places.filter((place) => place !== undefined && place !== null);
  return reported.length === 0 ? before : reported.reduce(addReport, before);
}

export function mapUsage(report: TokenReport): Usage {
  return toUsage(report, { cacheIsApart: false });
}
