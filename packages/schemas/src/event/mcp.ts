import { z } from 'zod';
import { ToolCallId } from '../ids.ts';
import { McpUnavailableReason } from '../mcp-server.ts';

export const mcpEvents = {
  /** A server gave a turn no tools, or gave one of its calls no result. The turn goes on without them. */
  'mcp.server_unavailable': z.object({
    /** The server's name. */
    server: z.string(),
    reason: McpUnavailableReason,
    /** One sentence for a person. */
    message: z.string(),
    /** Absent if the tools could not be listed when the turn began. */
    tool_call_id: ToolCallId.optional(),
  }),
};
