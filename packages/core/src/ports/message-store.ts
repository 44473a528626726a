import type { Message, SessionId } from '@everruns/schemas';

/**
 * The conversation as a model reads it, in log order: `input.message`, `output.message.completed`, `tool.completed` and the
 * newest `context.compacted`, without the messages that it covers.
 */
export interface MessageStore {
  /** Returns the messages with `sequence` above `after_sequence` (0 for all), ascending. */
  list(query: { session_id: SessionId; after_sequence: number }): Promise<Message[]>;
}
