import { hasErrorCode } from '@everruns/schemas';
import { isTimeout } from './describe-failure.ts';

/** Why the body is not whole. */
export type PartialReason = 'too_large' | 'timeout' | 'connection_lost';

export interface ReadBytes {
  bytes: Uint8Array<ArrayBuffer>;
  /** Absent if the body is whole. */
  partial?: PartialReason;
}

/** Reads a body as far as it comes. Throws only when `signal` aborts. */
export async function readBytes(response: Response, signal: AbortSignal): Promise<ReadBytes> {
  const chunks: Uint8Array[] = [];
  let partial: PartialReason | undefined;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch (error) {
    signal.throwIfAborted();
    partial = hasErrorCode(error, 'payload_too_large') ? 'too_large' : isTimeout(error) ? 'timeout' : 'connection_lost';
  }
  const bytes = join(chunks);
  return partial === undefined ? { bytes } : { bytes, partial };
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
