import type { Clock } from '@everruns/kernel';
import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { parseEncoding, type ResponseEncoding } from './response-encoding.ts';

/** What the head of a response says about its body. */
export interface ResponseFacts {
  encoding: ResponseEncoding;
}

/** How many 1xx responses, such as early hints, a server may send. */
const MAX_INFORMATIONAL = 32;

/**
 * The dispatcher for one call: its 1xx answers are limited, one without a Date gets it, and nothing decodes the body but `limitBody`, which counts what it takes
 * from the wire. What is refused rejects with `invalid_request` as its cause.
 */
export function checkResponses(
  dispatcher: Dispatcher,
  call: { facts: ResponseFacts; clock: Pick<Clock, 'now'> },
): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => dispatch(options, createChecker(handler, call)));
}

function createChecker(
  handler: Dispatcher.DispatchHandler,
  { facts, clock }: { facts: ResponseFacts; clock: Pick<Clock, 'now'> },
): Dispatcher.DispatchHandler {
  let informational = 0;
  const onResponseStart: Dispatcher.DispatchHandler['onResponseStart'] = (
    controller,
    status,
    ...[headers, message]
  ) => {
    try {
      if (status < 200) informational += 1;
      if (informational > MAX_INFORMATIONAL) throw createFlood();
      if (status >= 200) facts.encoding = parseEncoding(headers['content-encoding']);
    } catch (error) {
      if (isEverrunsError(error)) controller.abort(error);
      return;
    }
    hideEncoding(controller, headers);
    if (headers['date'] === undefined) addDate(controller, headers, clock);
    handler.onResponseStart?.(controller, status, headers, message);
  };
  return { ...passOn(handler), onResponseStart };
}

/** The handler keeps what it learns in itself: a request could not be aborted whose start was told to an object in front of it. */
function passOn(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...start) => handler.onRequestStart?.(...start),
    onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
    onResponseError: (...error) => handler.onResponseError?.(...error),
  };
}

type ResponseHeaders = Record<string, string | string[] | undefined>;

/** Hides `content-encoding` from fetch, which would decode the body and read ahead. */
function hideEncoding(controller: Dispatcher.DispatchController, headers: ResponseHeaders): void {
  delete headers['content-encoding'];
  const raw = controller.rawHeaders;
  if (!Array.isArray(raw)) return;
  for (let at = raw.length - 2; at >= 0; at -= 2) {
    if (String(raw[at]).toLowerCase() === 'content-encoding') raw.splice(at, 2);
  }
}

function addDate(controller: Dispatcher.DispatchController, headers: ResponseHeaders, clock: Pick<Clock, 'now'>): void {
  const date = new Date(clock.now()).toUTCString();
  headers['date'] = date;
  // On the wire the headers are bytes: a name, then its value.
  const raw = controller.rawHeaders as Buffer[] | undefined;
  if (Array.isArray(raw)) raw.push(Buffer.from('date'), Buffer.from(date));
}

function createFlood(): EverrunsError {
  const message = `The server sends preliminary answers (status 1xx) without end, ${MAX_INFORMATIONAL} of them so far.`;
  return new EverrunsError('invalid_request', message);
}
