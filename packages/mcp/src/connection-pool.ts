import { BoundedMap, type Clock } from '@everruns/kernel';
import { McpFailure } from './mcp-failure.ts';
import { openMcpClient, type McpClient, type McpEndpoint } from './open-client.ts';

export type PooledServer = McpEndpoint & {
  /** Calls with the same key share a connection: it names the server and the credential. */
  key: string;
  /** Called when the server says that its tools have changed. */
  onToolsChanged?: () => void;
};

const OPEN_TIMEOUT_MS = 10_000;
const RETRY_AFTER_MS = 5_000;
const IDLE_MS = 300_000;
const MAX_CONNECTIONS = 256;
const ENDS_CONNECTION: ReadonlySet<string> = new Set(['connection_lost', 'unreachable', 'unauthorized']);

/** One connection. It is closed when it is over and its last call has ended. */
interface Connection {
  opening: Promise<McpClient>;
  calls: number;
  isOver: boolean;
}

interface Entry {
  connection: Connection | null;
  /** After a failure, calls fail with it until then, so that they do not try one after the other. */
  failed: { failure: McpFailure; untilMs: number } | null;
  stopIdling: () => void;
}

/** The connections of a process: one for each server and credential, shared by all calls. */
export class McpPool {
  readonly #clock: Pick<Clock, 'monotonic' | 'after'>;
  readonly #entries = new BoundedMap<string, Entry>(MAX_CONNECTIONS, (_, entry) => retire(entry));

  constructor(clock: Pick<Clock, 'monotonic' | 'after'>) {
    this.#clock = clock;
  }

  /** Runs work on the connection, opening it first if there is none. Throws `McpFailure`. */
  async use<Value>(server: PooledServer, work: (client: McpClient) => Promise<Value>): Promise<Value> {
    const entry = this.#entries.get(server.key) ?? { connection: null, failed: null, stopIdling: () => undefined };
    this.#entries.set(server.key, entry);
    entry.stopIdling();
    try {
      return await this.#attempt(entry, server, work);
    } catch (error) {
      // The server did not know the connection, so that it has not seen the request either.
      const isUnseen = error instanceof McpFailure && error.kind === 'connection_lost' && !error.mayHaveRun;
      if (!isUnseen) throw error;
      return await this.#attempt(entry, server, work);
    } finally {
      entry.stopIdling();
      entry.stopIdling = this.#clock.after(IDLE_MS, () => retire(entry));
    }
  }

  async close(): Promise<void> {
    const open = [...this.#entries.values()].flatMap(({ connection }) => connection?.opening ?? []);
    for (const entry of this.#entries.values()) entry.stopIdling();
    this.#entries.clear();
    await Promise.allSettled(open.map(async (opening) => (await opening).close()));
  }

  async #attempt<Value>(
    entry: Entry,
    server: PooledServer,
    work: (client: McpClient) => Promise<Value>,
  ): Promise<Value> {
    const connection = this.#connect(entry, server);
    connection.calls += 1;
    try {
      return await work(await connection.opening);
    } catch (error) {
      const isOver = error instanceof McpFailure && ENDS_CONNECTION.has(error.kind);
      // Whoever notices first ends a lost connection; the others find the one that replaces it.
      if (isOver && entry.connection === connection) retire(entry);
      throw error;
    } finally {
      connection.calls -= 1;
      closeIfOver(connection);
    }
  }

  #connect(entry: Entry, server: PooledServer): Connection {
    const { failed } = entry;
    if (failed !== null && this.#clock.monotonic() < failed.untilMs) throw failed.failure;
    entry.failed = null;
    if (entry.connection !== null) return entry.connection;
    const opening = openMcpClient({ ...server, timeoutMs: OPEN_TIMEOUT_MS });
    opening.catch((error: unknown) => {
      if (!(error instanceof McpFailure) || error.kind === 'unauthorized') return;
      entry.failed = { failure: error, untilMs: this.#clock.monotonic() + RETRY_AFTER_MS };
    });
    entry.connection = { opening, calls: 0, isOver: false };
    return entry.connection;
  }
}

/** New calls get a new connection. Those that run on the old one go on. */
function retire(entry: Entry): void {
  const { connection } = entry;
  entry.connection = null;
  if (connection === null) return;
  connection.isOver = true;
  closeIfOver(connection);
}

function closeIfOver({ isOver, calls, opening }: Connection): void {
  if (isOver && calls === 0) opening.then((client) => client.close()).catch(() => undefined);
}
