import { omitUndefined } from '@everruns/kernel';
import {
  LIMITS,
  type GetMcpPromptRequest,
  type JsonObject,
  type JsonValue,
  type McpPromptMessages,
  type McpPromptPart,
  type McpServerId,
} from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { isRecord, records, words } from './foreign-words.ts';
import { getStoredMcpServer } from './get.ts';
import { toBase64, toContents, toMediaType } from './read-resource.ts';
import { userOf } from './server-access.ts';
import { useMcpServer } from './use-server.ts';

const MAX_WORDS = 4_096;
const MAX_TEXT = LIMITS.messageTextBytes;

/** Has a server fill in one of its prompts. Throws `not_found` for the server, and `mcp_server_unavailable`. */
export async function getMcpPrompt(
  deps: Services,
  ctx: RequestContext,
  { server_id, request }: { server_id: McpServerId; request: GetMcpPromptRequest },
): Promise<McpPromptMessages> {
  const stored = await getStoredMcpServer(deps, ctx, { server_id });
  const { name, arguments: args = {} } = request;
  const answer = await useMcpServer(deps, userOf(ctx), { stored, work: (client) => client.getPrompt(name, args) });
  return {
    ...omitUndefined({ description: words(answer['description'], MAX_WORDS) }),
    messages: records(answer['messages'], LIMITS.mcpContents).flatMap(toMessage),
  };
}

function toMessage({ role, content }: JsonObject): McpPromptMessages['messages'] {
  const part = isRecord(content) ? toPart(content) : null;
  return part === null ? [] : [{ role: role === 'assistant' ? 'assistant' : 'user', content: part }];
}

function toPart({ type, text, data, mimeType, resource, uri, name }: JsonObject): McpPromptPart | null {
  switch (type) {
    case 'text':
      return typeof text === 'string' ? { type, text: words(text, MAX_TEXT) ?? '' } : null;
    case 'image':
    case 'audio':
      return typeof data === 'string' ? { type, base64: toBase64(data), media_type: mediaTypeOf(mimeType) } : null;
    case 'resource': {
      const contents = isRecord(resource) ? toContents(resource) : null;
      return contents === null ? null : { type, ...contents };
    }
    case 'resource_link':
      return {
        type,
        uri: words(uri, LIMITS.mcpUriBytes) ?? '',
        name: words(name, LIMITS.mcpUriBytes) ?? '',
      };
    default:
      return null;
  }
}

function mediaTypeOf(value: JsonValue | undefined): string {
  return toMediaType(value) ?? 'application/octet-stream';
}
