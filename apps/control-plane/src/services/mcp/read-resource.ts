import { omitUndefined } from '@everruns/kernel';
import {
  LIMITS,
  type JsonObject,
  type JsonValue,
  type McpContents,
  type McpResourceContents,
  type McpServerId,
  type ReadMcpResourceRequest,
} from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';
import type { CoreServices, Services } from '../services.ts';
import { records, words } from './foreign-words.ts';
import { getStoredMcpServer } from './get.ts';
import { userOf } from './server-access.ts';
import type { ServerUser } from './server-user.ts';
import { useMcpServer } from './use-server.ts';

/** Reads a resource of a server, as it is now. Throws `not_found` for the server, and `mcp_server_unavailable`. */
export async function readMcpResource(
  deps: Services,
  ctx: RequestContext,
  { server_id, request }: { server_id: McpServerId; request: ReadMcpResourceRequest },
): Promise<McpResourceContents> {
  const stored = await getStoredMcpServer(deps, ctx, { server_id });
  return { contents: await readContents(deps, userOf(ctx), { stored, uri: request.uri }) };
}

/** What a server says at an address, for a user. Throws `mcp_server_unavailable`. */
export async function readContents(
  deps: CoreServices,
  user: ServerUser,
  { stored, uri }: { stored: StoredMcpServer; uri: string },
): Promise<McpContents[]> {
  const answer = await useMcpServer(deps, user, { stored, work: (client) => client.readResource(uri) });
  return records(answer['contents'], LIMITS.mcpContents).flatMap((one) => toContents(one) ?? []);
}

/** What an answer holds, storable; the answer as a whole is bounded. Null for what is neither text nor bytes. */
export function toContents({ uri, mimeType, text, blob }: JsonObject): McpContents | null {
  const about = {
    uri: words(uri, LIMITS.mcpUriBytes) ?? '',
    ...omitUndefined({ media_type: toMediaType(mimeType) }),
  };
  if (typeof text === 'string') return { ...about, text: words(text, text.length) ?? '' };
  return typeof blob === 'string' ? { ...about, base64: toBase64(blob) } : null;
}

/** What is left of bytes that a server sends as base64: anything that is none is left out. */
export function toBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('base64');
}

/** A media type without its parameters. Undefined for what is none. */
export function toMediaType(value: JsonValue | undefined): string | undefined {
  const type = words(value, 200)?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z][\w.+-]{0,100}\/[a-z0-9][\w.+-]{0,100}$/.test(type) ? type : undefined;
}
