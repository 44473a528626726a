import type { GuardedFetch } from '@everruns/egress';
import { ExpiringCache, type Clock } from '@everruns/kernel';
import type { OrganizationId } from '@everruns/schemas';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';
import { createMcpDirectory, type McpDirectory } from './mcp-directory.ts';
import { createListMemory, type ListMemory } from './list-memory.ts';

/** What this process knows of MCP servers, and its connections to them. */
export interface McpServices {
  directory: McpDirectory;
  /** The rows of servers by organization and names, for seconds. */
  rows: ExpiringCache<readonly StoredMcpServer[]>;
  lists: ListMemory;
  /** Forgets the rows of an organization after a write of one. */
  forget(orgId: OrganizationId): void;
}

const ROWS = { maxEntries: 1_000, ttlMs: 5_000 };

export function createMcpServices(deps: { openFetch: GuardedFetch; clock: Clock }): McpServices {
  const rows = new ExpiringCache<readonly StoredMcpServer[]>(deps.clock, ROWS);
  return {
    directory: createMcpDirectory(deps),
    rows,
    lists: createListMemory(deps.clock),
    forget: () => rows.clear(),
  };
}
