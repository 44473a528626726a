import type { JsonObject, McpConnectionRequest, McpServerId, ToolEffect } from '@everruns/schemas';

/** Where a tool of an MCP server is, as the turn's list says. */
export interface McpTarget {
  server_id: McpServerId;
  /** The name of the server, for people. */
  server: string;
  url: string;
  /** The tool's name as the server calls it. */
  tool: string;
  effect: ToolEffect;
  /** The schema of the arguments as the server gave it, where it fills headers from arguments. */
  header_schema?: JsonObject | undefined;
}

/** The subject has to sign in before the server can be called. Nothing was called. */
export class McpLoginRequired extends Error {
  readonly connection: McpConnectionRequest;

  constructor(message: string, connection: McpConnectionRequest) {
    super(message);
    this.name = 'McpLoginRequired';
    this.connection = connection;
  }
}

/** What a server asks a person in the middle of a call. `schema` is that of the answer, an object. */
export interface McpQuestion {
  key: string;
  message: string;
  schema: JsonObject;
}

/** What a call goes on with that was asked something before. */
export interface McpCallInput {
  request_state?: string | undefined;
  answers: readonly (McpQuestion & { content: JsonObject })[];
}

/** The server asks a person something before it has a result. The call is made again with the answers. */
export class McpAsked extends Error {
  readonly questions: readonly McpQuestion[];
  readonly requestState: string | undefined;
  /** The call runs from its start, with all answers so far. */
  readonly runsAgain: boolean;

  constructor(asked: { questions: readonly McpQuestion[]; requestState: string | undefined; runsAgain: boolean }) {
    super('The server asks a person something.');
    this.name = 'McpAsked';
    this.questions = asked.questions;
    this.requestState = asked.requestState;
    this.runsAgain = asked.runsAgain;
  }
}

/** Calls tools of MCP servers. Connections and credentials are its own business. */
export interface McpCalls {
  /**
   * Returns the result as the server gave it, of at most 10 MB and otherwise unchecked. Throws `ToolFailure` where the server does not give one,
   * and the signal's reason, and `McpLoginRequired` and `McpAsked`.
   */
  call(
    target: McpTarget,
    args: JsonObject,
    options: { signal: AbortSignal; onProgress: (message: string) => void; input?: McpCallInput | undefined },
  ): Promise<JsonObject>;
  /** Returns when the subject has a login. Throws `McpLoginRequired`, and `ToolFailure` where none can be had. */
  assertLogin(target: Pick<McpTarget, 'server_id' | 'server' | 'url'>): Promise<void>;
}
