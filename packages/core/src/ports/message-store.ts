import type { Message, SessionId } from '@everruns/schemas';

/** The conversation as a model sees it: `input.message`, `output.message.completed` and `tool.completed`, in log order. */
export interface MessageStore {
  /** Messages with `sequence` above `after_sequence` (0: all), ascending. */
  list(query: { session_id: SessionId; after_sequence: number }): Promise<Message[]>;
}
