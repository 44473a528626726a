import type { JsonObject, McpServerId, ToolEffect } from '@everruns/schemas';

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

/** Calls tools of MCP servers. Connections and credentials are its own business. */
export interface McpCalls {
  /**
   * Returns the result as the server gave it, of at most 10 MB and otherwise unchecked. Throws `ToolFailure` where the server does not give one,
   * and the signal's reason.
   */
  call(
    target: McpTarget,
    args: JsonObject,
    options: { signal: AbortSignal; onProgress: (message: string) => void },
  ): Promise<JsonObject>;
}
