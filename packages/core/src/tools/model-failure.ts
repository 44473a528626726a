import type { ProviderError } from '../llm/provider-error.ts';

/** The model that a tool asked gave no answer. The runner decides by its class whether the call runs again. Do not catch it. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly error: ProviderError;

  constructor(error: ProviderError) {
    super(error.message);
    this.error = error;
  }
}
