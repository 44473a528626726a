import type { JsonObject } from '@everruns/schemas';
import { loadSdk, type Sdk } from './load-sdk.ts';
import { toMcpFailure } from './mcp-failure.ts';

export interface McpEndpoint {
  url: string;
  /** Sends all requests to the server, with its credentials. */
  fetch: typeof fetch;
}

export interface OpenOptions extends McpEndpoint {
  /** The time that the connection and each list may take. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Called when the server says that its tools have changed. */
  onToolsChanged?: () => void;
  /** For tests of the flow: signs in by itself. Elsewhere `fetch` sends the credentials. */
  authProvider?: ConstructorParameters<Sdk['StreamableHTTPClientTransport']>[1] extends infer Options
    ? Options extends { authProvider?: infer Provider }
      ? Provider
      : never
    : never;
}

export type ListKind = 'tools' | 'resources' | 'prompts';

/** What a server lists. `isCut`: it has more than the client takes. */
export interface McpList {
  items: JsonObject[];
  isCut: boolean;
}

export interface CallOptions {
  signal: AbortSignal;
  onProgress?: (message: string) => void;
  /** The schema of the tool as its server gave it, where headers are filled from arguments (`x-mcp-header`). */
  inputSchema?: JsonObject | undefined;
}

/** A connection to a server. Every method throws `McpFailure`. */
export interface McpClient {
  readonly serverName: string;
  readonly serverVersion: string;
  readonly protocolVersion: string;
  readonly instructions: string;
  list(kind: ListKind): Promise<McpList>;
  callTool(name: string, args: JsonObject, options: CallOptions): Promise<JsonObject>;
  close(): Promise<void>;
}

const MAX_ITEMS = 500;
const MAX_PAGES = 64;
const MAX_WORDS = 4_096;
const CLIENT = { name: 'everruns', version: '0.1.0' };
/** A call ends with its signal. The SDK needs a number all the same. */
const CALL_TIMEOUT_MS = 600_000;
const RECONNECTION = {
  initialReconnectionDelay: 1_000,
  maxReconnectionDelay: 10_000,
  reconnectionDelayGrowFactor: 2,
  maxRetries: 2,
};

/** Connects to a server, by the revision of the protocol that it speaks. Throws `McpFailure`. */
export async function openMcpClient(options: OpenOptions): Promise<McpClient> {
  const sdk = await loadSdk();
  const { timeoutMs, signal } = options;
  const client = createClient(sdk, options);
  const transport = new sdk.StreamableHTTPClientTransport(new URL(options.url), {
    fetch: (input, init) => options.fetch(input, init),
    reconnectionOptions: RECONNECTION,
    ...(options.authProvider === undefined ? {} : { authProvider: options.authProvider }),
  });
  try {
    await client.connect(transport, { timeout: timeoutMs, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    await closeQuietly(client);
    signal?.throwIfAborted();
    throw toMcpFailure(sdk, error);
  }
  return toMcpClient(sdk, client, timeoutMs);
}

function createClient(sdk: Sdk, { onToolsChanged }: OpenOptions): InstanceType<Sdk['Client']> {
  const client = new sdk.Client(CLIENT, {
    versionNegotiation: { mode: 'auto' },
    listMaxPages: MAX_PAGES,
    // Schemas of servers are checked in threads, where they can be checked for as long as they like.
    jsonSchemaValidator: {
      getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
    },
    ...(onToolsChanged === undefined
      ? {}
      : { listChanged: { tools: { autoRefresh: false, onChanged: () => onToolsChanged() } } }),
  });
  return client;
}

function toMcpClient(sdk: Sdk, client: InstanceType<Sdk['Client']>, timeoutMs: number): McpClient {
  const attempt = async <Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw toMcpFailure(sdk, error);
    }
  };
  const server = client.getServerVersion();
  return {
    serverName: bounded(server?.name ?? '', 200),
    serverVersion: bounded(server?.version ?? '', 200),
    protocolVersion: bounded(client.getNegotiatedProtocolVersion() ?? '', 64),
    instructions: bounded(client.getInstructions() ?? '', MAX_WORDS),
    list: (kind) => attempt(() => readList(client, kind, timeoutMs)),
    callTool: (name, args, { signal, onProgress, inputSchema }) =>
      attempt(async () => {
        const result = await client.callTool(
          { name, arguments: args },
          {
            signal,
            timeout: CALL_TIMEOUT_MS,
            ...(onProgress === undefined ? {} : { onprogress: (progress) => onProgress(describeProgress(progress)) }),
            ...(inputSchema === undefined ? {} : { toolDefinition: { name, inputSchema: inputSchema as never } }),
          },
        );
        return result as unknown as JsonObject;
      }, signal),
    close: () => closeQuietly(client),
  };
}

/** The SDK follows the pages, and leaves out tools whose headers (`x-mcp-header`) are not valid. */
async function readList(client: InstanceType<Sdk['Client']>, kind: ListKind, timeout: number): Promise<McpList> {
  if (client.getServerCapabilities()?.[kind] === undefined) return { items: [], isCut: false };
  const items: unknown[] = await readItems(client, kind, timeout);
  return { items: items.slice(0, MAX_ITEMS) as JsonObject[], isCut: items.length > MAX_ITEMS };
}

async function readItems(client: InstanceType<Sdk['Client']>, kind: ListKind, timeout: number): Promise<unknown[]> {
  const options = { timeout, cacheMode: 'refresh' as const };
  if (kind === 'tools') return (await client.listTools(undefined, options)).tools;
  if (kind === 'resources') return (await client.listResources(undefined, options)).resources;
  return (await client.listPrompts(undefined, options)).prompts;
}

function describeProgress({
  message,
  progress,
  total,
}: {
  message?: string | undefined;
  progress: number;
  total?: number | undefined;
}): string {
  const count = total === undefined ? String(progress) : `${progress} of ${total}`;
  return bounded(message === undefined || message === '' ? count : `${message} (${count})`, 500);
}

function bounded(text: string, max: number): string {
  return text.slice(0, max).replaceAll('\u0000', '\uFFFD').toWellFormed();
}

async function closeQuietly(client: InstanceType<Sdk['Client']>): Promise<void> {
  await client.close().catch(() => undefined);
}
