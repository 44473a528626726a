import type { Everruns } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import { findMcpServer } from '../client/find-mcp-server.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import type { MessagePart } from './read-attachments.ts';

/** The resources of MCP servers that `--resource server=uri` names, as parts of a message. Throws `CliError` for an unknown server. */
export function nameResources(api: Everruns, given: readonly string[]): Promise<MessagePart[]> {
  return Promise.all(
    given.map(async (one) => {
      const at = one.indexOf('=');
      if (at < 1 || at === one.length - 1)
        throw new CliError(`Write --resource as server=uri, not ${cleanLine(one)}.`, 'usage');
      const { id: server_id } = await findMcpServer(api, one.slice(0, at));
      return { type: 'mcp_resource', server_id, uri: one.slice(at + 1) };
    }),
  );
}
