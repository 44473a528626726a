import type { RetryClass } from '@everruns/schemas';

export type ProviderErrorClass = RetryClass | 'canceled' | 'content_filtered';

/** A failed model call, as data. `message` is for logs and events of the operator. People read `FAILURE_TEXTS`. */
export interface ProviderError {
  class: ProviderErrorClass;
  message: string;
  /** The provider's own message, verbatim except for masked secrets, bounded and storable. Absent if it sent none. */
  provider_message?: string;
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** From Retry-After or Retry-After-Ms. */
  retry_after_ms?: number;
  /** The provider's own error code or type. */
  provider_code?: string;
  /** The field of the request that the error names. */
  parameter?: string;
}
