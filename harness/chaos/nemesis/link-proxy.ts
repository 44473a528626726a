import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Direction = 'to-server' | 'to-client';

/** The network faults on the connections of one link while it is set. */
export interface Weather {
  /** New connections are refused and open ones cut. */
  isOut?: boolean;
  /** The delay of bytes in milliseconds; their order stays. */
  delayMs?: number;
  /** Bytes in this direction are lost, and such a connection is cut when the weather changes. */
  loses?: Direction;
  /** Each connection is cut after this many more bytes from the server. */
  cutAfterBytes?: number;
}

export interface LinkProxy extends AsyncDisposable {
  /** `host:port` for clients. */
  readonly address: string;
  /** The `host:port` of the server. New connections go to the current value. */
  target: string;
  /** Returns the number of connections and chunks that met a fault so far. */
  hits(): number;
  setWeather(weather: Weather): void;
  /** Cuts every connection at once. */
  cutAll(): void;
}

interface Sky {
  weather: Weather;
  hits: number;
}

/** Starts a TCP proxy between two parts of the product that cuts, delays and drops bytes of connections with any protocol. */
export async function startLinkProxy(target: string): Promise<LinkProxy> {
  const sky: Sky = { weather: {}, hits: 0 };
  const links = new Set<Link>();
  const server = createServer((client) => {
    if (sky.weather.isOut === true) {
      sky.hits += 1;
      client.destroy();
      return;
    }
    const [host = '', port = ''] = proxy.target.split(':');
    const link = new Link(client, connect(Number(port), host), sky);
    links.add(link);
    void link.closed.then(() => links.delete(link));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has an address and a port.
  const { port } = server.address() as AddressInfo;
  const cutAll = () => {
    sky.hits += links.size;
    for (const link of links) link.cut();
  };
  const proxy: LinkProxy = {
    address: `127.0.0.1:${port}`,
    target,
    hits: () => sky.hits,
    setWeather(weather) {
      for (const link of links) if (link.isTorn) link.cut();
      sky.weather = weather;
      if (weather.isOut === true) cutAll();
      for (const link of links) link.serverBytesLeft = weather.cutAfterBytes ?? Infinity;
    },
    cutAll,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const link of links) link.cut();
    },
  };
  return proxy;
}

class Link {
  readonly closed: Promise<unknown>;
  /** Whether bytes were lost, so that the rest makes no sense. */
  isTorn = false;
  serverBytesLeft: number;
  readonly #sockets: readonly [client: Socket, server: Socket];
  readonly #sky: Sky;

  constructor(client: Socket, server: Socket, sky: Sky) {
    this.#sockets = [client, server];
    this.#sky = sky;
    this.serverBytesLeft = sky.weather.cutAfterBytes ?? Infinity;
    this.closed = once(client, 'close').catch(() => undefined);
    for (const socket of this.#sockets) {
      socket.setNoDelay(true);
      socket.on('error', () => this.cut());
    }
    this.#pipe(client, server, 'to-server');
    this.#pipe(server, client, 'to-client');
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #pipe(from: Socket, to: Socket, direction: Direction): void {
    const delayed = new DelayLine(() => this.#sky.weather.delayMs ?? 0);
    const later = (act: () => void) => {
      if (delayed.take(act)) this.#sky.hits += 1;
    };
    from.on('data', (chunk: Buffer) => {
      if (this.isTorn || this.#sky.weather.loses === direction) {
        this.#sky.hits += 1;
        this.isTorn = true;
        return;
      }
      later(() => this.#forward(to, direction, chunk));
    });
    from.on('close', () => later(() => to.end(() => to.destroy())));
  }

  #forward(to: Socket, direction: Direction, chunk: Buffer): void {
    if (to.destroyed) return;
    if (direction === 'to-server' || chunk.length < this.serverBytesLeft) {
      this.serverBytesLeft -= direction === 'to-client' ? chunk.length : 0;
      to.write(chunk);
      return;
    }
    this.#sky.hits += 1;
    to.write(chunk.subarray(0, this.serverBytesLeft), () => this.cut());
    this.serverBytesLeft = 0;
  }
}

/** Runs actions later and in order, or immediately if there is no delay and nothing is queued. */
class DelayLine {
  readonly #delayMs: () => number;
  readonly #waiting: { at: number; act: () => void }[] = [];

  constructor(delayMs: () => number) {
    this.#delayMs = delayMs;
  }

  /** Returns true if the action was delayed. */
  take(act: () => void): boolean {
    const delayMs = this.#delayMs();
    if (delayMs === 0 && this.#waiting.length === 0) {
      act();
      return false;
    }
    this.#waiting.push({ at: performance.now() + delayMs, act });
    if (this.#waiting.length === 1) this.#waitForFirst();
    return true;
  }

  #waitForFirst(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    setTimeout(
      () => {
        this.#waiting.shift();
        first.act();
        this.#waitForFirst();
      },
      Math.max(0, first.at - performance.now()),
    );
  }
}
