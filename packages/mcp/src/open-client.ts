import { toBoundedText } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';
import type { Transport } from '@modelcontextprotocol/client';
import { loadSdk, type Sdk } from './load-sdk.ts';
import {
  type AnswerAtOnce,
  answerQuestions,
  CAPABILITIES,
  readUnfinished,
  runAsking,
  toRetry,
  type RunningCall,
} from './call-input.ts';
import type { CallInput } from './mcp-asks.ts';
import { McpFailure, toMcpFailure, toUnauthorized } from './mcp-failure.ts';
import { getPrompt, readList, readResource, type ListKind, type McpList } from './read-offers.ts';

/** A server at an address, or a program of the operator that is started for the connection. */
export type McpEndpoint = { url: string } & (
  | {
      /** Sends all requests to the server, with its credentials. */
      fetch: typeof fetch;
    }
  | { startProgram: () => Promise<StartedProgram> }
);

export interface StartedProgram {
  transport: Transport;
  /** Asks for nothing that revisions before 2026-07-28 do not know: some programs end when they are asked for it. */
  isOld: boolean;
}

export type OpenOptions = McpEndpoint & {
  /** The time that the connection and each list may take. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Called when the server says that its tools have changed. */
  onToolsChanged?: () => void;
};

export interface CallOptions {
  signal: AbortSignal;
  onProgress?: (message: string) => void;
  /** The schema of the tool as its server gave it, where headers are filled from arguments (`x-mcp-header`). */
  inputSchema?: JsonObject | undefined;
  /** What a person has answered since the call was made first. */
  input?: CallInput | undefined;
  /** Whether a call may be broken off for a question, and made again with the answer. */
  mayRunAgain?: boolean | undefined;
  /** Answers at once what a server of an older revision asks, where somebody can. */
  answer?: AnswerAtOnce | undefined;
}

/** A connection to a server. Every method throws `McpFailure`, and `callTool` also `McpAsks`. */
export interface McpClient {
  readonly serverName: string;
  readonly serverVersion: string;
  readonly protocolVersion: string;
  readonly instructions: string;
  list(kind: ListKind): Promise<McpList>;
  /** Returns the contents of a resource as the server gave them. */
  readResource(uri: string): Promise<JsonObject>;
  /** Returns the messages of a prompt as the server gave them. */
  getPrompt(name: string, args: Readonly<Record<string, string>>): Promise<JsonObject>;
  callTool(name: string, args: JsonObject, options: CallOptions): Promise<JsonObject>;
  close(): Promise<void>;
}

const MAX_PAGES = 64;
const MAX_WORDS = 4_096;
const CLIENT = { name: 'everruns', version: '0.1.0' };
/** A call ends with its signal. The SDK needs a number all the same. */
const CALL_TIMEOUT_MS = 600_000;
const MAX_ROUNDS = 5;
const ANY_ARGUMENTS: JsonObject = { type: 'object' };
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
  const running = new Set<RunningCall>();
  const { transport, mode } = await openTransport(sdk, options);
  const client = createClient(sdk, { running, mode, options });
  try {
    await client.connect(transport, { timeout: timeoutMs, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    await closeQuietly(client);
    signal?.throwIfAborted();
    throw toMcpFailure(sdk, error);
  }
  return toMcpClient(sdk, { client, running, timeoutMs });
}

type Mode = 'auto' | 'legacy';

async function openTransport(sdk: Sdk, options: OpenOptions): Promise<{ transport: Transport; mode: Mode }> {
  if ('startProgram' in options) {
    const { transport, isOld } = await options.startProgram();
    return { transport, mode: isOld ? 'legacy' : 'auto' };
  }
  const { url, fetch: send } = options;
  const transport = new sdk.StreamableHTTPClientTransport(new URL(url), {
    fetch: (input, init) => send(input, init),
    reconnectionOptions: RECONNECTION,
    // `fetch` sends the credentials. This only reads why they were refused.
    authProvider: {
      token: () => Promise.resolve(undefined),
      onUnauthorized: ({ response }) => Promise.reject(toUnauthorized(sdk, response)),
    },
  });
  return { transport, mode: 'auto' };
}

/** A program that is asked for what it does not know may say nothing. */
const PROBE_MS = 3_000;

interface Opening {
  running: ReadonlySet<RunningCall>;
  mode: Mode;
  options: OpenOptions;
}

function createClient(sdk: Sdk, { running, mode, options }: Opening): InstanceType<Sdk['Client']> {
  const { onToolsChanged } = options;
  const client = new sdk.Client(CLIENT, {
    versionNegotiation: { mode, ...('startProgram' in options ? { probe: { timeoutMs: PROBE_MS } } : {}) },
    capabilities: CAPABILITIES,
    listMaxPages: MAX_PAGES,
    // Schemas of servers are checked in threads, where they can be checked for as long as they like.
    jsonSchemaValidator: {
      getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
    },
    ...(onToolsChanged === undefined
      ? {}
      : { listChanged: { tools: { autoRefresh: false, onChanged: () => onToolsChanged() } } }),
  });
  answerQuestions(client, running);
  return client;
}

function toMcpClient(sdk: Sdk, { client, running, timeoutMs }: OpenedClient): McpClient {
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
    serverName: toBoundedText(server?.name ?? '', 200),
    serverVersion: toBoundedText(server?.version ?? '', 200),
    protocolVersion: toBoundedText(client.getNegotiatedProtocolVersion() ?? '', 64),
    instructions: toBoundedText(client.getInstructions() ?? '', MAX_WORDS),
    list: (kind) => attempt(() => readList(client, kind, timeoutMs)),
    readResource: (uri) => attempt(() => readResource(client, uri, timeoutMs)),
    getPrompt: (name, args) => attempt(() => getPrompt(client, { name, args }, timeoutMs)),
    callTool: (name, args, options) =>
      attempt(() => callTool({ client, running }, { name, args, options }), options.signal),
    close: () => closeQuietly(client),
  };
}

interface OpenedClient {
  client: InstanceType<Sdk['Client']>;
  running: Set<RunningCall>;
  timeoutMs: number;
}

interface ToolCall {
  name: string;
  args: JsonObject;
  options: CallOptions;
}

/** Calls a tool until the server has a result or a question. */
async function callTool(
  { client, running }: Omit<OpenedClient, 'timeoutMs'>,
  { name, args, options }: ToolCall,
): Promise<JsonObject> {
  const { signal, onProgress, inputSchema = ANY_ARGUMENTS, mayRunAgain = false, answer } = options;
  const isModern = client.getProtocolEra() === 'modern';
  let { input } = options;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const params = { name, arguments: args, ...(isModern && input !== undefined ? toRetry(input) : {}) };
    const result = await runAsking({ running, input, mayRunAgain, answer, signal }, (until) =>
      client.callTool(params, {
        signal: until,
        timeout: CALL_TIMEOUT_MS,
        allowInputRequired: true,
        // What the connection knows of the tool may be of another list.
        toolDefinition: { name, inputSchema: inputSchema as never },
        ...(onProgress === undefined ? {} : { onprogress: (progress) => onProgress(describeProgress(progress)) }),
      }),
    );
    const unfinished = readUnfinished(result as unknown as JsonObject);
    if (unfinished === null) return result as unknown as JsonObject;
    input = unfinished;
  }
  throw new McpFailure('refused', 'The server wants the call again and again.', { mayHaveRun: true });
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
  return toBoundedText(message === undefined || message === '' ? count : `${message} (${count})`, 500);
}

async function closeQuietly(client: InstanceType<Sdk['Client']>): Promise<void> {
  await client.close().catch(() => undefined);
}
