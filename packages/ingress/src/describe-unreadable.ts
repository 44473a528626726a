import { maxHeaderSize } from 'node:http';
import type { Refusal } from './refusal.ts';

/** Returns the refusal for bytes that Node's parser rejects, by the code of its error. */
export function describeUnreadable(code: string | undefined): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': {
      const message = `must be at most ${maxHeaderSize} bytes with the address`;
      const errors = [{ path: '$headers', code: 'too_big', message, limit: maxHeaderSize }];
      return { status: 431, code: 'headers_too_large', detail: `The headers ${message}.`, errors };
    }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'request_timeout', detail: 'The request took too long to arrive.' };
    default:
      return { status: 400, code: 'invalid_request', detail: 'The request is not valid HTTP.' };
  }
}
