import { createQuietLog } from '@everruns/log';
import type { Clock } from '@everruns/kernel';
import { isEverrunsError } from '@everruns/schemas';
import type { Logger } from 'pino';
import { idsOf, type RequestTrail } from './request-trail.ts';
import { readTraceParent } from './trace-parent.ts';

/** A request that was answered. `operationId` is `unknown` if no route was found. */
export interface LoggedRequest {
  requestId: string;
  operationId: string;
  headers: Headers;
  method: string;
  status: number;
  seconds: number;
  /** What the request failed with. */
  error: unknown;
  trail: RequestTrail;
}

const MISDIRECTED = 421;

/**
 * One line for each request at the level debug. A refusal is a warning instead: one for each operation and status in ten seconds, because
 * outsiders can cause as many as they like. The path is left out, because it may hold what a tenant wrote.
 */
export function createRequestLog({
  log,
  clock,
}: {
  log: Logger;
  clock: Pick<Clock, 'monotonic'>;
}): (request: LoggedRequest) => void {
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
  });
  return (request) => {
    const { status, operationId: operation } = request;
    // The door and the handler of faults report these with what they know.
    const isRefusal = status >= 400 && status < 500 && status !== MISDIRECTED;
    if (!isRefusal && !log.isLevelEnabled('debug')) return;
    const details = toDetails(request);
    if (isRefusal) warn(details, `A request was refused: ${operation}, ${status}.`);
    else log.debug(details, 'A request was answered.');
  };
}

function toDetails({ requestId, operationId, headers, method, status, seconds, error, trail }: LoggedRequest): object {
  const traceparent = readTraceParent(headers);
  return {
    request_id: requestId,
    ...(traceparent === null ? {} : { traceparent }),
    method,
    operation: operationId,
    ...idsOf(trail),
    status,
    ms: Math.round(seconds * 1_000),
    ...(isEverrunsError(error) ? { code: error.code } : {}),
  };
}
