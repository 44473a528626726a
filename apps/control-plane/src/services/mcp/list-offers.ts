import { omitUndefined } from '@everruns/kernel';
import type { ListKind } from '@everruns/mcp';
import type { JsonObject, McpPrompt, McpResource, McpResourceTemplate, McpServerId, Page } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { records, words } from './foreign-words.ts';
import { getStoredMcpServer } from './get.ts';
import { userOf } from './server-access.ts';
import { useMcpServer } from './use-server.ts';

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

/** Asks a server for the templates of its resources, at most 500. Throws `not_found`, and `mcp_server_unavailable`. */
export async function listMcpResourceTemplates(
  deps: Services,
  ctx: RequestContext,
  input: OffersInput,
): Promise<Page<McpResourceTemplate>> {
  const items = await listOffers(deps, ctx, { ...input, kind: 'resource_templates' });
  return { data: items.map(toTemplate), has_more: false };
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
  return (await useMcpServer(deps, userOf(ctx), { stored, work: (client) => client.list(kind) })).items;
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

function toTemplate({ uriTemplate, name, title, description, mimeType }: JsonObject): McpResourceTemplate {
  return {
    uri_template: words(uriTemplate, MAX_NAME) ?? '',
    name: words(name, MAX_NAME) ?? '',
    ...omitUndefined({
      title: words(title, MAX_NAME),
      description: words(description, MAX_WORDS),
      media_type: words(mimeType, MAX_NAME),
    }),
  };
}

function toPrompt({ name, title, description, arguments: listed }: JsonObject): McpPrompt {
  return {
    name: words(name, MAX_NAME) ?? '',
    ...omitUndefined({ title: words(title, MAX_NAME), description: words(description, MAX_WORDS) }),
    arguments: records(listed, MAX_ARGUMENTS).map(toArgument),
  };
}

function toArgument({ name, description, required }: JsonObject): McpPrompt['arguments'][number] {
  return {
    name: words(name, MAX_NAME) ?? '',
    ...omitUndefined({ description: words(description, MAX_WORDS) }),
    required: required === true,
  };
}
