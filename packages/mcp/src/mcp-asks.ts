import type { JsonObject } from '@everruns/schemas';

/** What a server asks a person in the middle of a call: a form (elicitation). */
export interface McpQuestion {
  key: string;
  message: string;
  /** Of the answer, an object. */
  schema: JsonObject;
}

export interface McpAnswer extends McpQuestion {
  content: JsonObject;
}

/** What a call goes on with that was asked something before. */
export interface CallInput {
  /** In the revision 2026-07-28: what the server wants back, unread. */
  request_state?: string | undefined;
  answers: readonly McpAnswer[];
}

/** The call ended with questions. It goes on, or runs again, with their answers as `CallInput`. */
export class McpAsks extends Error {
  readonly questions: readonly McpQuestion[];
  readonly requestState: string | undefined;
  /** The server waited for the answer, so that the call was broken off: it runs from its start, and is asked again. */
  readonly runsAgain: boolean;

  constructor(asked: { questions: readonly McpQuestion[]; requestState?: string | undefined; runsAgain: boolean }) {
    super('The server asks a person something.');
    this.name = 'McpAsks';
    this.questions = asked.questions;
    this.requestState = asked.requestState;
    this.runsAgain = asked.runsAgain;
  }
}
