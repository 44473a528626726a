import type { Message, SessionId } from '@everruns/schemas';

/**
 * The conversation as a model is told it, in log order: `input.message`, `output.message.completed`, `tool.completed` and the newest
 * `context.compacted`, without what that covers.
 */
export interface MessageStore {
  /** Messages with `sequence` above `after_sequence` (0: all), ascending. */
  list(query: { session_id: SessionId; after_sequence: number }): Promise<Message[]>;
}
