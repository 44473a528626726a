import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A transaction whose COMMIT PostgreSQL has answered, while the answer is still in our hands. */
export interface CommittedTransaction {
  /** What the client sent since BEGIN, statements and parameters, as Latin-1. */
  sent: string;
}

/** `drop` cuts the connection in place of the answer: the client cannot know that it was committed. */
export type Verdict = 'forward' | 'drop';

export interface PostgresProxy extends AsyncDisposable {
  url: string;
  /** Asked for every commit while set. */
  onCommitted: ((transaction: CommittedTransaction) => Verdict | Promise<Verdict>) | null;
  /** The client's half of the connection whose server half has this local port. */
  hasBackendPort(port: number): boolean;
  /** Cuts every connection at once. */
  cutAll(): void;
}

const MAX_SENT = 200_000;
/** A simple query message `commit`, and the tag of its answer. Kysely sends transactions' ends as simple queries. */
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0', 'latin1');
const BEGIN = Buffer.from('begin', 'latin1');
const COMMITTED = Buffer.from('COMMIT\0', 'latin1');

/** A TCP proxy before PostgreSQL that sees transactions end and can swallow the answer. Without TLS, as on loopback. */
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
  #sent = '';
  #isCommitting = false;

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
    if (chunk.includes(BEGIN)) this.#sent = '';
    this.#sent = (this.#sent + chunk.toString('latin1')).slice(-MAX_SENT);
    if (chunk.includes(COMMIT)) this.#isCommitting = true;
    this.#backend.write(chunk);
  }

  #toClient(chunk: Buffer, judge: (transaction: CommittedTransaction) => Verdict | Promise<Verdict>): void {
    if (!this.#isCommitting || !chunk.includes(COMMITTED)) {
      this.#client.write(chunk);
      return;
    }
    this.#isCommitting = false;
    const verdict = judge({ sent: this.#sent });
    if (verdict === 'forward') this.#client.write(chunk);
    else if (verdict === 'drop') this.cut();
    else void verdict.then((late) => (late === 'drop' ? this.cut() : this.#client.write(chunk)));
  }
}
