import type { ResolvedModel, TurnId } from '@everruns/schemas';

export interface LlmProviderStore {
  /** The model of a running turn; holds the API key only where the caller is the turn's newest attempt. Throws `no_model`. */
  getModel(turnId: TurnId): Promise<ResolvedModel>;
}
