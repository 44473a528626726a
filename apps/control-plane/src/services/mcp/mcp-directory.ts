import { BoundedMap, ExpiringCache, type Clock } from '@everruns/kernel';
import type { GuardedFetch } from '@everruns/egress';
import {
  hashHeaders,
  McpFailure,
  McpPool,
  toSafeTools,
  type McpClient,
  type SafeTool,
  type StdioLauncher,
} from '@everruns/mcp';
import type { McpConnectionRequest, McpServer, McpUnavailableReason } from '@everruns/schemas';

/** What a server said of itself and its tools. */
export interface ListedServer {
  kind: 'listed';
  tools: readonly SafeTool[];
  /** It has more tools than a server may have here. */
  isCut: boolean;
  instructions: string;
  serverName: string;
  serverVersion: string;
  protocolVersion: string;
}

export interface FailedServer {
  kind: 'failed';
  reason: McpUnavailableReason;
  message: string;
  /** Where the subject can sign in, if that is what is missing. */
  connection?: McpConnectionRequest;
}

/** How this process speaks to a server: with which credential, and for whom. */
export interface ServerAccess {
  server: McpServer;
  /** Names the credential: lists are shared by those who have the same. */
  credential: string;
  headers: Readonly<Record<string, string>>;
  allowPrivateAddress: boolean;
}

/** What this process knows of the servers of all organizations. It asks one at most once at a time. */
export interface McpDirectory {
  /** What the server said within the last 5 minutes, or why it failed within the last 30 seconds. Null: it has to be asked. */
  find(server: McpServer, credential: string): ListedServer | FailedServer | null;
  /** Asks the server for its tools. Never throws. */
  ask(access: ServerAccess): Promise<ListedServer | FailedServer>;
  /** Remembers for seconds that there is no login. */
  noteLoginMissing(server: McpServer, credential: string, answer: FailedServer): void;
  /** Forgets what is known of a server under a credential, because that has changed. */
  forget(server: McpServer, credential: string): void;
  /** Runs work on the connection to the server, for ten seconds at most. Throws `McpFailure`. */
  use<Value>(access: ServerAccess, work: (client: McpClient) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

const LISTS = { maxEntries: 1_000, ttlMs: 300_000 };
const FAILURES = { maxEntries: 1_000, ttlMs: 30_000 };
/** Other replicas do not hear of a new login. */
const LOGINS = { maxEntries: 10_000, ttlMs: 5_000 };
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 2 * 1024 * 1024;
const STREAM_MS = 3_600_000;

interface DirectoryDeps {
  openFetch: GuardedFetch;
  clock: Clock;
  launcher: StdioLauncher;
}

export function createMcpDirectory({ openFetch, clock, launcher }: DirectoryDeps): McpDirectory {
  const pool = new McpPool(clock);
  const lists = new ExpiringCache<ListedServer>(clock, LISTS);
  const failures = new ExpiringCache<FailedServer>(clock, FAILURES);
  const loginsMissing = new ExpiringCache<FailedServer>(clock, LOGINS);
  const asking = new BoundedMap<string, Promise<ListedServer | FailedServer>>(LISTS.maxEntries);
  /** The number of times that a server has said that its tools changed. */
  const changes = new BoundedMap<string, number>(LISTS.maxEntries);
  const keyOf = (server: McpServer, credential: string): string => `${server.id} ${server.updated_at} ${credential}`;
  const listKeyOf = (key: string): string => `${key} ${changes.get(key) ?? 0}`;

  const use: McpDirectory['use'] = (access, work) => {
    const key = keyOf(access.server, access.credential);
    const endpoint = launcher.find(access.server.url) ?? {
      url: access.server.url,
      fetch: openServerFetch(openFetch, access),
    };
    const onToolsChanged = (): void => changes.set(key, (changes.get(key) ?? 0) + 1);
    const poolKey = `${key} ${hashHeaders(access.headers)}`;
    return within(clock, TIMEOUT_MS, pool.use({ key: poolKey, ...endpoint, onToolsChanged }, work));
  };

  async function askOnce(access: ServerAccess, key: string): Promise<ListedServer | FailedServer> {
    const listKey = listKeyOf(key);
    const answer = await use(access, (client) => readTools(access.server, client)).catch(toFailed);
    if (answer.kind === 'listed') lists.set(listKey, answer);
    else failures.set(key, answer);
    return answer;
  }

  return {
    find(server, credential) {
      const key = keyOf(server, credential);
      return loginsMissing.find(key) ?? lists.find(listKeyOf(key)) ?? failures.find(key);
    },
    noteLoginMissing(server, credential, answer) {
      loginsMissing.set(keyOf(server, credential), answer);
    },
    forget(server, credential) {
      const key = keyOf(server, credential);
      changes.set(key, (changes.get(key) ?? 0) + 1);
      for (const cache of [loginsMissing, failures]) cache.delete(key);
    },
    ask(access) {
      const key = keyOf(access.server, access.credential);
      const running = asking.get(key);
      if (running !== undefined) return running;
      const started = askOnce(access, key).finally(() => asking.delete(key));
      asking.set(key, started);
      return started;
    },
    use,
    close: () => pool.close(),
  };
}

async function readTools(server: McpServer, client: McpClient): Promise<ListedServer> {
  const { items, isCut } = await client.list('tools');
  const { instructions, serverName, serverVersion, protocolVersion } = client;
  const tools = toSafeTools(server.name, items);
  return { kind: 'listed', tools, isCut, instructions, serverName, serverVersion, protocolVersion };
}

function openServerFetch(openFetch: GuardedFetch, { headers, allowPrivateAddress }: ServerAccess): typeof fetch {
  const send = openFetch({
    purpose: 'tool',
    allowPrivateAddress,
    maxBytes: MAX_BYTES,
    timeoutMs: STREAM_MS,
    secretHeaders: Object.keys(headers),
  });
  return (input, init) => {
    const sent = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    return send(input, { ...init, headers: sent });
  };
}

/** Ends the wait for a server that says nothing. */
async function within<Value>(clock: Pick<Clock, 'after'>, timeoutMs: number, work: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const stopWaiting = clock.after(timeoutMs, () =>
    reject(new McpFailure('timeout', 'The server did not answer in time.')),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    stopWaiting();
  }
}

export function toFailed(error: unknown): FailedServer {
  if (error instanceof McpFailure) return { kind: 'failed', reason: error.kind, message: error.message };
  return { kind: 'failed', reason: 'unreachable', message: 'The server cannot be reached at its url.' };
}
