import { messageOf, sleep } from '@everruns/kernel';
import type { DatabaseHost, DatabaseUrl } from '@everruns/settings';
import pg from 'pg';

/** What a session of a host says of it. Each promotion begins a timeline: of two hosts that take writes the later one is right. */
const STATE = `select case when pg_is_in_recovery() then 'standby'
    when current_setting('default_transaction_read_only') = 'on' then 'read-only' else 'primary' end as role,
  case when pg_is_in_recovery() then 0
    else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end as timeline`;
const ANSWER_WITHIN_MS = 3_000;
/** How long the others have to say that they write too, after the first one has said so. */
const OTHERS_WITHIN_MS = 500;
/** SQLSTATE cannot_connect_now: it passes by when a standby was promoted. */
export const CANNOT_CONNECT_NOW = '57P03';

/** The state of one host, as a session of its own has found it. */
export interface HostState extends DatabaseHost {
  role: 'primary' | 'standby' | 'read-only' | 'away';
  /** 0 for a standby and for a host that is away. */
  timeline: number;
  /** Why it is away. */
  reason?: string;
}

/** A connection that can be cut. */
interface Connected {
  cut(this: void): void;
}

/**
 * Knows which host of an address takes writes, for all connections of this process to it. It asks all hosts at once when the one it knew
 * is away or has become a standby, and then cuts the connections to the others, which may hang for as long as TCP tries.
 */
export class HostFinder {
  readonly url: DatabaseUrl;
  readonly #connected = new Map<Connected, DatabaseHost>();
  #known: DatabaseHost | null = null;
  #asking: Promise<DatabaseHost> | null = null;

  constructor(url: DatabaseUrl) {
    this.url = url;
  }

  /** Throws an error that passes by while no host takes writes. */
  async find(): Promise<DatabaseHost> {
    if (this.#known !== null) return this.#known;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** The host could not be reached, or takes no writes any more. The next connection asks all hosts. */
  forget(host?: DatabaseHost): void {
    if (host === undefined || this.#known === host) this.#known = null;
  }

  /** Returns the function that ends the note. */
  note(connected: Connected, host: DatabaseHost): () => void {
    this.#connected.set(connected, host);
    return () => void this.#connected.delete(connected);
  }

  async #ask(): Promise<DatabaseHost> {
    const states = await this.#askUntilOneWrites();
    const [writing] = states.filter((state) => this.#takesWrites(state)).toSorted((a, b) => b.timeline - a.timeline);
    const found = this.url.hosts.find(({ host, port }) => host === writing?.host && port === writing.port);
    if (found === undefined) {
      const error = new Error(`No host of the database takes writes: ${states.map(describeHost).join(', ')}.`);
      throw Object.assign(error, { code: CANNOT_CONNECT_NOW });
    }
    this.#known = found;
    for (const [connected, host] of this.#connected) if (host !== found) connected.cut();
    return found;
  }

  /** A host that is silent is not waited for as long as it may take, once another one writes. */
  async #askUntilOneWrites(): Promise<HostState[]> {
    const states: HostState[] = [];
    const isFound = Promise.withResolvers<void>();
    const all = askHosts(this.url, (state) => {
      states.push(state);
      if (this.#takesWrites(state)) isFound.resolve();
    });
    await Promise.race([all, isFound.promise.then(() => sleep(OTHERS_WITHIN_MS))]);
    return states;
  }

  #takesWrites({ role }: HostState): boolean {
    return role === 'primary' || (role === 'read-only' && this.url.wants === 'primary');
  }
}

export function describeHost({ host, port, role, reason }: HostState): string {
  return `${host}:${port} is ${role}${reason === undefined ? '' : ` (${reason})`}`;
}

/** Asks every host of an address at the same time, and tells of each answer as it comes. Never throws. */
export function askHosts(url: DatabaseUrl, onAnswer?: (state: HostState) => void): Promise<HostState[]> {
  return Promise.all(
    url.hosts.map(async (host) => {
      const state = await lookAtHost(url.urlOf(host)).then(
        (known): HostState => ({ ...host, ...known }),
        (error: unknown): HostState => ({ ...host, role: 'away', timeline: 0, reason: messageOf(error) }),
      );
      onAnswer?.(state);
      return state;
    }),
  );
}

async function lookAtHost(url: string): Promise<Pick<HostState, 'role' | 'timeline'>> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    application_name: 'everruns hosts',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Pick<HostState, 'role' | 'timeline'>>(STATE);
    const [row] = rows;
    if (row === undefined) throw new Error('it answered nothing');
    return row;
  } finally {
    client.end().catch(() => undefined);
  }
}
