import type { Everruns, McpServer } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import { take } from '../commands/with-examples.ts';
import { cleanLine } from '../terminal/clean-text.ts';

/** Of the organization, and those of the operator. */
export const MAX_SERVERS = 132;

/** Throws `CliError` for a name that no server has. */
export async function findMcpServer(api: Everruns, name: string): Promise<McpServer> {
  const servers = await take(api.mcpServers.list({ limit: 100 }), MAX_SERVERS);
  const found = servers.find((server) => server.name === name);
  if (found === undefined) throw new CliError(`There is no MCP server ${cleanLine(name)}.`, 'not_found');
  return found;
}
