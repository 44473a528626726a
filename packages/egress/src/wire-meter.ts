import { EverrunsError } from '@everruns/schemas';
import type { Dispatcher } from 'undici';
import { findEncodingRefusal } from './response-encoding.ts';

/** What one response has sent so far, before anything is decoded. */
export interface WireMeter {
  bodyBytes: number;
}

/** A server may announce early hints; a flood of announcements is no answer. */
const MAX_INFORMATIONAL = 32;

/**
 * The dispatcher for one call: its body bytes are counted as they arrive, its 1xx answers are limited, and an encoding that was not
 * asked for is refused before anything decodes it. What is refused rejects with `invalid_request` as its cause.
 */
export function meterDispatcher(dispatcher: Dispatcher, meter: WireMeter): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => dispatch(options, meterHandler(handler, meter)));
}

function meterHandler(handler: Dispatcher.DispatchHandler, meter: WireMeter): Dispatcher.DispatchHandler {
  let informational = 0;
  const metered: Dispatcher.DispatchHandler = Object.create(handler);
  metered.onResponseStart = (controller, status, ...rest) => {
    if (status < 200) informational += 1;
    const refusal =
      informational > MAX_INFORMATIONAL ? createFlood() : findEncodingRefusal(rest[0]['content-encoding']);
    if (refusal === null) handler.onResponseStart?.(controller, status, ...rest);
    else controller.abort(refusal);
  };
  metered.onResponseData = (controller, chunk) => {
    meter.bodyBytes += chunk.byteLength;
    handler.onResponseData?.(controller, chunk);
  };
  return metered;
}

function createFlood(): EverrunsError {
  const message = `The server sends preliminary answers (status 1xx) without end, ${MAX_INFORMATIONAL} of them so far.`;
  return new EverrunsError('invalid_request', message);
}
