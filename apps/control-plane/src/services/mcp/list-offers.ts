import type { JsonObject, JsonValue, McpPrompt, McpResource, McpServerId, Page } from '@everruns/schemas';
import { omitUndefined } from '@everruns/kernel';
import type { ListKind } from '@everruns/mcp';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { getStoredMcpServer } from './get.ts';
import { unavailable } from './list-tools.ts';
import { toFailed } from './mcp-directory.ts';
import { openServerAccess, userOf } from './server-access.ts';

interface OffersInput {
  server_id: McpServerId;
}

const MAX_WORDS = 4_096;
const MAX_NAME = 2_048;
const MAX_ARGUMENTS = 50;

/** Asks a server for its resources, at most 500. Throws `not_found`, and `mcp_server_unavailable`. */
export async function listMcpResources(
  deps: Services,
  ctx: RequestContext,
  input: OffersInput,
): Promise<Page<McpResource>> {
  const items = await listOffers(deps, ctx, { ...input, kind: 'resources' });
  return { data: items.map(toResource), has_more: false };
}

/** Asks a server for its prompts, at most 500. Throws `not_found`, and `mcp_server_unavailable`. */
export async function listMcpPrompts(
  deps: Services,
  ctx: RequestContext,
  input: OffersInput,
): Promise<Page<McpPrompt>> {
  const items = await listOffers(deps, ctx, { ...input, kind: 'prompts' });
  return { data: items.map(toPrompt), has_more: false };
}

async function listOffers(
  deps: Services,
  ctx: RequestContext,
  { server_id, kind }: OffersInput & { kind: ListKind },
): Promise<readonly JsonObject[]> {
  const stored = await getStoredMcpServer(deps, ctx, { server_id });
  const { name } = stored.server;
  const access = await openServerAccess(deps, userOf(ctx), stored);
  if ('kind' in access) throw unavailable(name, access);
  try {
    return (await deps.mcp.directory.use(access, (client) => client.list(kind))).items;
  } catch (error) {
    throw unavailable(name, toFailed(error));
  }
}

function toResource({ uri, name, title, description, mimeType, size }: JsonObject): McpResource {
  return {
    uri: words(uri, MAX_NAME) ?? '',
    name: words(name, MAX_NAME) ?? '',
    ...omitUndefined({
      title: words(title, MAX_NAME),
      description: words(description, MAX_WORDS),
      media_type: words(mimeType, MAX_NAME),
      size_bytes: typeof size === 'number' && size >= 0 ? size : undefined,
    }),
  };
}

function toPrompt({ name, title, description, arguments: listed }: JsonObject): McpPrompt {
  const given = Array.isArray(listed) ? listed.slice(0, MAX_ARGUMENTS) : [];
  return {
    name: words(name, MAX_NAME) ?? '',
    ...omitUndefined({ title: words(title, MAX_NAME), description: words(description, MAX_WORDS) }),
    arguments: given.flatMap((one) =>
      typeof one === 'object' && one !== null && !Array.isArray(one) ? [toArgument(one)] : [],
    ),
  };
}

function toArgument({ name, description, required }: JsonObject): McpPrompt['arguments'][number] {
  return {
    name: words(name, MAX_NAME) ?? '',
    ...omitUndefined({ description: words(description, MAX_WORDS) }),
    required: required === true,
  };
}

/** Text of a server, bounded and storable. */
function words(value: JsonValue | undefined, max: number): string | undefined {
  return typeof value === 'string' ? value.slice(0, max).replaceAll('\u0000', '\uFFFD').toWellFormed() : undefined;
}
