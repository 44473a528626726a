import type { ErrorCode } from '../nouns.ts';

/** The turn ended without an answer. `code` is from the same set as the codes of the API's errors. */
export class TurnFailedError extends Error {
  override readonly name = 'TurnFailedError';
  readonly code: ErrorCode;
  readonly turn_id: string;

  constructor(code: ErrorCode, message: string, turn_id: string) {
    super(message);
    this.code = code;
    this.turn_id = turn_id;
  }
}

/** The turn was canceled, or the message was dropped before it became a turn. */
export class TurnCanceledError extends Error {
  override readonly name = 'TurnCanceledError';
  readonly turn_id: string | null;

  constructor(turn_id: string | null) {
    super('The turn was canceled.');
    this.turn_id = turn_id;
  }
}

/** The answer does not match the schema. `text` is the answer. */
export class AnswerNotParsedError extends Error {
  override readonly name = 'AnswerNotParsedError';
  readonly text: string;

  constructor(message: string, text: string) {
    super(`The answer does not fit the schema: ${message}`);
    this.text = text;
  }
}
