import type { RetryClass } from '@everruns/schemas';

export type ProviderErrorClass = RetryClass | 'canceled' | 'content_filtered';

/** A failed model call, as data. `message` is for logs and events of the operator; people read `FAILURE_TEXTS`. */
export interface ProviderError {
  class: ProviderErrorClass;
  message: string;
  /** What the provider itself said, word for word but for secrets, bounded and storable; absent where it said nothing. */
  provider_message?: string;
  /** HTTP status, where there was an answer. */
  status?: number;
  /** From Retry-After or Retry-After-Ms. */
  retry_after_ms?: number;
  /** The provider's own error code or type. */
  provider_code?: string;
  /** The field of the request that it names. */
  parameter?: string;
}
