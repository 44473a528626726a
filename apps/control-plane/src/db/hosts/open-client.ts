import { callbackify } from 'node:util';
import { parseDatabaseUrl, type DatabaseHost } from '@everruns/settings';
import pg from 'pg';
import { CANNOT_CONNECT_NOW, HostFinder } from './host-finder.ts';

/** One for each address with several hosts: what one connection finds out counts for all. */
const finders = new Map<string, HostFinder>();

function finderOf(url: string): HostFinder | null {
  const known = finders.get(url);
  if (known !== undefined) return known;
  const parsed = parseDatabaseUrl(url);
  if (parsed === null || parsed.hosts.length === 1) return null;
  const made = new HostFinder(parsed);
  finders.set(url, made);
  return made;
}

type Options = Omit<pg.ClientConfig, 'connectionString'>;

/** A connection that is not open yet, to the host of the address that takes writes. */
export function createClient(url: string, options: Options = {}): pg.Client {
  const { Client = pg.Client, ...address } = addressOf(url);
  return new Client({ ...options, ...address });
}

/** An answer did not come in time: the next connection asks which host takes writes. */
export function suspectHost(url: string): void {
  finders.get(url)?.forget();
}

interface DriverAddress {
  connectionString: string;
  Client?: typeof pg.Client;
}

/** What the driver needs to know of an address; for a pool, too. */
export function addressOf(url: string): DriverAddress {
  const finder = finderOf(url);
  const [first] = finder?.url.hosts ?? [];
  if (finder === null || first === undefined) return { connectionString: url };
  return { connectionString: finder.url.urlOf(first), Client: choosing(finder) };
}

/** What the driver's class has beside its types. */
interface Driven {
  connectionParameters: DatabaseHost;
  connection: {
    stream: { destroyed: boolean; destroy(): void };
    on(event: 'parameterStatus', listener: (status: { parameterName: string; parameterValue: string }) => void): void;
  };
}

/** What a server says at the start of a session that does not write. A pooler says nothing, and its first write fails. */
const REFUSES_WRITES = {
  primary: ['in_hot_standby'],
  'read-write': ['in_hot_standby', 'default_transaction_read_only'],
} as const;

type Connected = (error?: Error | null) => void;

/** A client that finds its host when it connects. The first host of the address stands in its place until then. */
function choosing(finder: HostFinder): typeof pg.Client {
  return class ChoosingClient extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): Promise<pg.Client> | undefined {
      if (callback === undefined) return this.#connectToWriting();
      callbackify(() => this.#connectToWriting())(callback);
      return undefined;
    }

    async #connectToWriting(): Promise<pg.Client> {
      const host = await finder.find();
      const driven = this as unknown as Driven;
      const { connection } = driven;
      // Whoever wanted the connection has given up.
      if (connection.stream.destroyed) throw new Error('timeout expired');
      Object.assign(this, host);
      Object.assign(driven.connectionParameters, host);
      const isOn = new Set<string>();
      connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
        if (parameterValue === 'on') isOn.add(parameterName);
      });
      this.once('error', () => finder.forget(host));
      this.once('end', finder.note({ cut: () => connection.stream.destroy() }, host));
      try {
        await super.connect();
        if (REFUSES_WRITES[finder.url.wants].some((name) => isOn.has(name)))
          throw Object.assign(new Error('The database takes no writes any more.'), { code: CANNOT_CONNECT_NOW });
        return this;
      } catch (error) {
        finder.forget(host);
        this.end().catch(() => undefined);
        throw error;
      }
    }
  };
}
