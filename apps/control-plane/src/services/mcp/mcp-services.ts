import type { GuardedFetch } from '@everruns/egress';
import { ExpiringCache, type Clock } from '@everruns/kernel';
import { StdioLauncher } from '@everruns/mcp';
import type { OrganizationId } from '@everruns/schemas';
import type { StdioProgram, StdioServer } from '@everruns/settings';
import type { Logger } from 'pino';
import { LoginWatch } from '../../kernel/login-watch.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';
import { createMcpDirectory, type McpDirectory } from './mcp-directory.ts';
import { OperatedServers } from './operated-servers.ts';
import { createListMemory, type ListMemory } from './list-memory.ts';

/** What this process knows of MCP servers, and its connections to them. */
export interface McpServices {
  directory: McpDirectory;
  /** The rows of servers by organization and names, for seconds. */
  rows: ExpiringCache<readonly StoredMcpServer[]>;
  lists: ListMemory;
  operated: OperatedServers;
  logins: LoginWatch;
  /** Forgets the rows of an organization after a write of one. */
  forget(orgId: OrganizationId): void;
}

const ROWS = { maxEntries: 1_000, ttlMs: 5_000 };

export function createMcpServices(deps: {
  openFetch: GuardedFetch;
  clock: Clock;
  log: Logger;
  stdioServers: Readonly<Record<string, StdioServer>>;
  stdioPrograms: ReadonlyMap<string, StdioProgram>;
}): McpServices {
  const rows = new ExpiringCache<readonly StoredMcpServer[]>(deps.clock, ROWS);
  return {
    directory: createMcpDirectory({ ...deps, launcher: createLauncher(deps) }),
    operated: new OperatedServers(deps.stdioServers, timestampOf(deps.clock)),
    rows,
    lists: createListMemory(deps.clock),
    logins: new LoginWatch(),
    forget: () => rows.clear(),
  };
}

function createLauncher({
  clock,
  log,
  stdioPrograms: programs,
}: {
  clock: Clock;
  log: Logger;
  stdioPrograms: ReadonlyMap<string, StdioProgram>;
}): StdioLauncher {
  const onFailure = (server: string, complaint: string): void =>
    log.warn(
      { server, complaint },
      'The program of an MCP server has ended by itself. It starts again when it is needed.',
    );
  return new StdioLauncher({ programs, clock, onFailure });
}
