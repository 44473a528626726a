import { omitUndefined } from '@everruns/kernel';
import type { CallOptions } from './client.ts';

/** The options of a call, out of options that hold more. */
export function callOptionsOf({ signal, idempotencyKey }: CallOptions): CallOptions {
  return { ...(signal && { signal }), ...omitUndefined({ idempotencyKey }) };
}
