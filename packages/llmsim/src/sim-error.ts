import { omitUndefined } from '@everruns/kernel';
import type { SimError } from './beat.ts';
import type { ErrorStep, SimErrorClass } from './scenario.ts';

const STATUS: Record<SimErrorClass, number> = {
  rate_limited: 429,
  quota: 402,
  overloaded: 529,
  timeout: 408,
  stream_broken: 502,
  auth: 401,
  bad_request: 400,
  context_overflow: 400,
  malformed_tool_call: 400,
  empty_answer: 500,
  unusable_answer: 500,
  tool_infrastructure: 500,
  unavailable: 503,
  internal: 500,
  content_filtered: 400,
};

/** Completes an error step: the class follows from the status, or the status from the class. Without both it is a 500. */
export function toSimError(step: ErrorStep): SimError {
  const errorClass = step.class ?? classOf(step.status ?? 500);
  return {
    class: errorClass,
    status: step.status ?? STATUS[errorClass],
    message: step.message ?? `simulated ${errorClass}`,
    ...omitUndefined({ retry_after_ms: step.retry_after_ms }),
  };
}

/** The error class of an HTTP status, as every driver maps it. */
function classOf(status: number): SimErrorClass {
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'quota';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate_limited';
  return status < 500 ? 'bad_request' : 'overloaded';
}
