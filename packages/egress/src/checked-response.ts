import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { parseEncoding, type ResponseEncoding } from './response-encoding.ts';

/** What the head of a response says about its body, which arrives as it was sent. */
export interface ResponseFacts {
  encoding: ResponseEncoding;
}

/** A server may announce early hints; a flood of announcements is no answer. */
const MAX_INFORMATIONAL = 32;

/**
 * The dispatcher for one call: its 1xx answers are limited, and nothing decodes the body but `limitBody`, which counts what it takes
 * from the wire. What is refused rejects with `invalid_request` as its cause.
 */
export function checkResponses(dispatcher: Dispatcher, facts: ResponseFacts): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => dispatch(options, createChecker(handler, facts)));
}

function createChecker(handler: Dispatcher.DispatchHandler, facts: ResponseFacts): Dispatcher.DispatchHandler {
  let informational = 0;
  const checker: Dispatcher.DispatchHandler = Object.create(handler);
  checker.onResponseStart = (controller, status, ...[headers, message]) => {
    try {
      if (status < 200) informational += 1;
      if (informational > MAX_INFORMATIONAL) throw createFlood();
      if (status >= 200) facts.encoding = parseEncoding(headers['content-encoding']);
    } catch (error) {
      if (isEverrunsError(error)) controller.abort(error);
      return;
    }
    hideEncoding(controller, headers);
    handler.onResponseStart?.(controller, status, headers, message);
  };
  return checker;
}

/** fetch decodes what is named here, and its decoders read ahead. */
function hideEncoding(
  controller: Dispatcher.DispatchController,
  headers: Record<string, string | string[] | undefined>,
): void {
  delete headers['content-encoding'];
  const raw = controller.rawHeaders;
  if (!Array.isArray(raw)) return;
  for (let at = raw.length - 2; at >= 0; at -= 2) {
    if (String(raw[at]).toLowerCase() === 'content-encoding') raw.splice(at, 2);
  }
}

function createFlood(): EverrunsError {
  const message = `The server sends preliminary answers (status 1xx) without end, ${MAX_INFORMATIONAL} of them so far.`;
  return new EverrunsError('invalid_request', message);
}
