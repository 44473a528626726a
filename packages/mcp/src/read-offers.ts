import type { JsonObject } from '@everruns/schemas';
import type { Sdk } from './load-sdk.ts';

export type ListKind = 'tools' | 'resources' | 'resource_templates' | 'prompts';

/** What a server lists. `isCut`: it has more than the client takes. */
export interface McpList {
  items: JsonObject[];
  isCut: boolean;
}

const MAX_ITEMS = 500;

type SdkClient = InstanceType<Sdk['Client']>;

/** The SDK follows the pages, and leaves out tools whose headers (`x-mcp-header`) are not valid. */
export async function readList(client: SdkClient, kind: ListKind, timeout: number): Promise<McpList> {
  const capability = kind === 'resource_templates' ? 'resources' : kind;
  if (client.getServerCapabilities()?.[capability] === undefined) return { items: [], isCut: false };
  const items: unknown[] = await readItems(client, kind, timeout);
  return { items: items.slice(0, MAX_ITEMS) as JsonObject[], isCut: items.length > MAX_ITEMS };
}

async function readItems(client: SdkClient, kind: ListKind, timeout: number): Promise<unknown[]> {
  const options = { timeout, cacheMode: 'refresh' as const };
  switch (kind) {
    case 'tools':
      return (await client.listTools(undefined, options)).tools;
    case 'resources':
      return (await client.listResources(undefined, options)).resources;
    case 'resource_templates':
      return (await client.listResourceTemplates(undefined, options)).resourceTemplates;
    case 'prompts':
      return (await client.listPrompts(undefined, options)).prompts;
  }
}

export async function readResource(client: SdkClient, uri: string, timeout: number): Promise<JsonObject> {
  // What the SDK returns is what the server sent, as JSON.
  return (await client.readResource({ uri }, { timeout, cacheMode: 'refresh' })) as unknown as JsonObject;
}

export async function getPrompt(
  client: SdkClient,
  { name, args }: { name: string; args: Readonly<Record<string, string>> },
  timeout: number,
): Promise<JsonObject> {
  return (await client.getPrompt({ name, arguments: { ...args } }, { timeout })) as unknown as JsonObject;
}
