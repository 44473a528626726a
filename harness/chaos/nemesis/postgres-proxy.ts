import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PostgresFrontend } from './postgres-frontend.ts';

/** A transaction that PostgreSQL has committed, whose answer the proxy has not yet forwarded. */
export interface CommittedTransaction {
  /** Its statements and parameters, as Latin-1. */
  sent: string;
}

/** `drop` cuts the connection instead of answering, so that the client cannot know about the commit. */
export type Verdict = 'forward' | 'drop';

export interface PostgresProxy extends AsyncDisposable {
  url: string;
  /** Called for every commit while it is set. */
  onCommitted: ((transaction: CommittedTransaction) => Verdict | Promise<Verdict>) | null;
  /** Whether a connection's side facing the server has this local port. */
  hasBackendPort(port: number): boolean;
  /** Cuts every connection at once. */
  cutAll(): void;
}

const MAX_SENT = 200_000;
/** The message with which the server reports that it is ready for the next query, outside of any transaction. */
const READY_IDLE = Buffer.from('Z\0\0\0\x05I', 'latin1');
const ROLLED_BACK = Buffer.from('ROLLBACK\0', 'latin1');
/** Matches a transaction, or a single statement that is one: all writes of the engine update the session's row. */
const WRITES = /^commit$|\bupdate sessions\b/m;

/**
 * Starts a TCP proxy for PostgreSQL that observes the end of transactions and can drop the answer. Without TLS, as on loopback.
 */
export async function startPostgresProxy(postgresUrl: string): Promise<PostgresProxy> {
  const target = new URL(postgresUrl);
  const links = new Set<Link>();
  const server = createServer((client) => {
    const link = new Link(client, connect(Number(target.port), target.hostname), (transaction) =>
      proxy.onCommitted === null ? 'forward' : proxy.onCommitted(transaction),
    );
    links.add(link);
    void link.closed.then(() => links.delete(link));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has an address and a port.
  const { port } = server.address() as AddressInfo;
  const url = new URL(postgresUrl);
  url.host = `127.0.0.1:${port}`;
  const cutAll = () => links.forEach((link) => link.cut());
  const proxy: PostgresProxy = {
    url: url.href,
    onCommitted: null,
    hasBackendPort: (backendPort) => [...links].some((link) => link.backendPort === backendPort),
    cutAll,
    async [Symbol.asyncDispose]() {
      server.close();
      cutAll();
    },
  };
  return proxy;
}

class Link {
  readonly closed: Promise<unknown>;
  readonly #client: Socket;
  readonly #backend: Socket;
  readonly #frontend = new PostgresFrontend();
  #sent = '';

  constructor(
    client: Socket,
    backend: Socket,
    judge: (transaction: CommittedTransaction) => Verdict | Promise<Verdict>,
  ) {
    this.#client = client;
    this.#backend = backend;
    this.closed = once(client, 'close').catch(() => undefined);
    for (const socket of [client, backend]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.cut());
      socket.on('close', () => this.cut());
    }
    client.on('data', (chunk) => this.#toBackend(chunk));
    backend.on('data', (chunk) => this.#toClient(chunk, judge));
  }

  get backendPort(): number | undefined {
    return this.#backend.localPort;
  }

  cut(): void {
    this.#client.destroy();
    this.#backend.destroy();
  }

  #toBackend(chunk: Buffer): void {
    for (const query of this.#frontend.read(chunk)) this.#sent = `${this.#sent}\n${query}`.slice(-MAX_SENT);
    this.#backend.write(chunk);
  }

  #toClient(chunk: Buffer, judge: (transaction: CommittedTransaction) => Verdict | Promise<Verdict>): void {
    const sent = this.#sent;
    const isOver = chunk.includes(READY_IDLE);
    if (isOver) this.#sent = '';
    if (!isOver || !WRITES.test(sent) || chunk.includes(ROLLED_BACK)) {
      this.#client.write(chunk);
      return;
    }
    const verdict = judge({ sent });
    if (verdict === 'forward') this.#client.write(chunk);
    else if (verdict === 'drop') this.cut();
    else void verdict.then((late) => (late === 'drop' ? this.cut() : this.#client.write(chunk)));
  }
}
