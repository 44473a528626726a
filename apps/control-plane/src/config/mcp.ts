import { stdioServers } from '@everruns/settings';
import { z } from 'zod';

/** The settings about MCP servers. */
export const McpEnvironment = z.object({
  MCP_STDIO_SERVERS: stdioServers.describe(
    'MCP servers that are programs on this machine: JSON, or the path of a file with it. Only an operator can name them. The page about MCP servers has its form. Every worker needs the same',
  ),
  MCP_CLIENT_METADATA: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe(
      'How the platform is known to authorization servers of MCP servers. auto: by the address of a document that they read, if AUTH_BASE_URL has https and they can read such documents. off: it registers itself at each, which a platform needs that they cannot reach',
    ),
});
