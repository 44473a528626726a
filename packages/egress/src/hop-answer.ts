import type { BodySource } from './body-source.ts';
import type { ResponseHead } from './make-response.ts';

/** The answer to one request of a chain. */
export interface HopAnswer extends ResponseHead {
  /** Null if the answer has no body. */
  body: BodySource | null;
}

export function toHopAnswer({ status, statusText, headers, body }: Response): HopAnswer {
  return { status, statusText, headers, body: body === null ? null : body.getReader() };
}
