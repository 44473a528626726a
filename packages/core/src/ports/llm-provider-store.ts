import type { ResolvedModel, TurnId } from '@everruns/schemas';

export interface LlmProviderStore {
  /** Returns the model of a running turn, with the API key only if the caller is the turn's newest attempt. Throws `no_model`. */
  getModel(turnId: TurnId): Promise<ResolvedModel>;
}
