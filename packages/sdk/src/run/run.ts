import type { CreateMessageResponse, Message, Usage } from '../nouns.ts';
import type { SessionEvent } from '../session-event.ts';
import type { StandardSchema } from './standard-schema.ts';

/** A call that waits, because there is no function for its tool. */
export interface RequestedCall {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
}

export interface RunResult {
  turn_id: string;
  /** `requires_action`: the turn waits for the calls in `requested`, or for `approvals`. */
  status: 'completed' | 'requires_action';
  /** The text of the last answer. */
  text: string;
  /** The value of the answer, if the turn had to keep to a JSON Schema (`response_format`). */
  output?: unknown;
  /** The agent's messages, in order. */
  messages: Message[];
  requested: RequestedCall[];
  /** The ids of approvals and questions that wait for a person. */
  approvals: string[];
  /** The usage of the turn so far, or null while it waits. */
  usage: Usage | null;
  iterations: number | null;
}

/**
 * A sent message and its result. As a promise it is the answer of the POST. As an iterable it is the events of its turn, with
 * token deltas, until the turn ends or waits for a call without a function. Each reading begins with the first event, and
 * continues past the points where earlier readings ended because somebody else had to answer.
 */
export interface Run extends Promise<CreateMessageResponse>, AsyncIterable<SessionEvent> {
  /** The text of the last answer. Throws as `result` does. */
  text(): Promise<string>;
  /** Throws `TurnFailedError`, `TurnCanceledError`, and what the POST and the stream throw. */
  result(): Promise<RunResult>;
  /** Returns the JSON of the last answer, checked by a schema. Throws `AnswerNotParsedError` too. */
  parsed<Output>(schema: StandardSchema<Output>): Promise<Output>;
  /**
   * Returns the value of an answer that had to keep to a JSON Schema (`response_format`), as the schema outputs it. Throws
   * `AnswerNotParsedError` too, also if the turn had no value.
   */
  output<Output = unknown>(schema?: StandardSchema<Output>): Promise<Output>;
  /** Ends the turn. */
  cancel(): Promise<void>;
}
