import type { EventDraft } from '@everruns/schemas';

/** What a tool asks the model of its turn, outside of the conversation. */
export interface ModelQuestion {
  /** What the model is to do with the text. */
  task: string;
  /** The text. What came from outside is fenced in it. */
  text: string;
  /** At most this many tokens of answer. */
  maxTokens: number;
}

export interface ModelReply {
  text: string;
  /** The answer ends before its end. */
  is_cut: boolean;
}

/** The model of a turn, for its tools. */
export interface ToolModel {
  /** How many characters of text one question may have, with room for the answer. */
  readonly maxChars: number;
  /**
   * Asks once. `name` is unique within the call. The generation is to be recorded together with the answer. Throws `ModelFailure`, and the
   * signal's reason.
   */
  ask(name: string, question: ModelQuestion, signal: AbortSignal): Promise<{ reply: ModelReply; paid: EventDraft }>;
}
