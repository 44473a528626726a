import { ExpiringCache, type Clock } from '@everruns/kernel';
import { ToolDefinition, JsonObject, McpServerId, type OrganizationId } from '@everruns/schemas';
import { z } from 'zod';

/** A tool of a turn's list: its definition, and where it is. */
const ListedTool = z.object({
  definition: ToolDefinition,
  target: z.object({
    server_id: McpServerId,
    server: z.string(),
    url: z.string(),
    tool: z.string(),
    header_schema: JsonObject.optional(),
    output_schema: JsonObject.optional(),
    /** It calls nothing: it waits for the login. */
    is_sign_in: z.literal(true).optional(),
  }),
});

/** What is stored in `tool_lists`: the tools that a turn has from servers, and what the servers say of them. */
export const ToolList = z.object({
  tools: z.array(ListedTool),
  instructions: z.array(z.object({ name: z.string(), instructions: z.string() })),
});
export type ToolList = z.infer<typeof ToolList>;

/** The lists that this process has read or written. They never change. */
export interface ListMemory {
  find(orgId: OrganizationId, hash: string): ToolList | null;
  set(orgId: OrganizationId, hash: string, list: ToolList): void;
  /** Whether the list is in the database and was marked as used within the last hour. */
  isStored(orgId: OrganizationId, hash: string): boolean;
  markStored(orgId: OrganizationId, hash: string): void;
}

const LISTS = { maxEntries: 200, ttlMs: 3_600_000 };
const STORED = { maxEntries: 10_000, ttlMs: 3_600_000 };

export function createListMemory(clock: Clock): ListMemory {
  const lists = new ExpiringCache<ToolList>(clock, LISTS);
  const stored = new ExpiringCache<true>(clock, STORED);
  const keyOf = (orgId: OrganizationId, hash: string): string => `${orgId} ${hash}`;
  return {
    find: (orgId, hash) => lists.find(keyOf(orgId, hash)),
    set: (orgId, hash, list) => lists.set(keyOf(orgId, hash), list),
    isStored: (orgId, hash) => stored.find(keyOf(orgId, hash)) === true,
    markStored: (orgId, hash) => stored.set(keyOf(orgId, hash), true),
  };
}
