import type { DatabaseClock } from '@everruns/kernel';
import { EverrunsError, isEverrunsError } from '@everruns/schemas';
import type { Logger } from 'pino';
import { assertRoom, diskIsFull, isDiskFull } from '../db/assert-room.ts';
import { assertWritable } from '../db/assert-writable.ts';
import type { OpenDatabase } from '../db/database.ts';

export type DependencyName = 'database' | 'temporal' | 'workers' | 'redis';

/** What this process needs, and whether it has it. `detail` is a sentence for operators, without addresses. */
export interface DependencyState {
  name: DependencyName;
  status: 'ok' | 'lost';
  detail?: string;
}

/** Asks one service about what depends on it. Never throws. */
export type CheckDependencies = () => Promise<DependencyState[]>;

/**
 * Whether this process can do its work. Only the database makes it unready: without it no request succeeds. What else is lost is said,
 * because then turns wait, or limits count for each replica alone, but everything is still recorded.
 */
export interface Dependencies {
  /** Adds what the process can serve without. An answer that takes longer than half a second is used by the next caller. */
  watch(check: CheckDependencies): void;
  /** Asks every dependency, at most once a second for all callers together. */
  look(): Promise<DependencyState[]>;
  /** The same. Throws `unavailable`, with what to do, without a database that takes writes. */
  check(): Promise<DependencyState[]>;
}

const FRESH_MS = 1_000;
const PATIENCE_MS = 3_000;
/** A probe gives up after a second, and what is lost must not make it. */
const OTHERS_PATIENCE_MS = 500;
const ROOM_FRESH_MS = 5_000;
/** After a write that found no room, the process stays unready for this long: the tables may lie on another disk than temporary files. */
const FULL_MS = 10_000;

interface Looked {
  states: DependencyState[];
  /** Why the database is not usable. */
  refusal: EverrunsError | null;
}

export function createDependencies(given: {
  database: Pick<OpenDatabase, 'forAll' | 'onFailure'>;
  clock: Pick<DatabaseClock, 'monotonic' | 'after'>;
  log: Logger;
}): Dependencies {
  const { clock, log } = given;
  const others: CheckDependencies[] = [];
  const findRefusal = watchDatabase(given);
  const known = new Map<DependencyName, DependencyState['status']>();
  let current: { untilMs: number; looked: Promise<Looked> } | null = null;
  const look = async (): Promise<Looked> => {
    const [refusal, ...rest] = await Promise.all([findRefusal(), ...others.map((check) => check())]);
    const states = [toState('database', refusal?.message ?? null), ...rest.flat()];
    for (const state of states) reportChange(state, known, log);
    return { states, refusal };
  };
  const lookOnce = (): Promise<Looked> => {
    const now = clock.monotonic();
    if (current === null || now >= current.untilMs) current = { untilMs: now + FRESH_MS, looked: look() };
    return current.looked;
  };
  return {
    watch: (check) => void others.push(withoutWaiting(check, clock)),
    look: async () => (await lookOnce()).states,
    async check() {
      const { states, refusal } = await lookOnce();
      if (refusal !== null) throw refusal;
      return states;
    },
  };
}

/** Answers what was last known while the check takes too long, and begins no other one meanwhile. */
function withoutWaiting(check: CheckDependencies, clock: Pick<DatabaseClock, 'after'>): CheckDependencies {
  let last: DependencyState[] = [];
  let running: Promise<void> | null = null;
  return async () => {
    running ??= check()
      .then((states) => void (last = states))
      .finally(() => (running = null));
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const stopWaiting = clock.after(OTHERS_PATIENCE_MS, resolve);
    await Promise.race([running, late]);
    stopWaiting();
    return last;
  };
}

/** Returns what finds out why the database is not usable; null if it is. */
function watchDatabase({
  database: { forAll: db, onFailure },
  clock,
}: Parameters<typeof createDependencies>[0]): () => Promise<EverrunsError | null> {
  let fullUntilMs = -Infinity;
  let roomUntilMs = -Infinity;
  onFailure((error) => {
    if (isDiskFull(error)) fullUntilMs = clock.monotonic() + FULL_MS;
  });
  const ask = async (): Promise<void> => {
    await assertWritable(db);
    if (clock.monotonic() < fullUntilMs) throw diskIsFull();
    if (clock.monotonic() < roomUntilMs) return;
    await assertRoom(db);
    roomUntilMs = clock.monotonic() + ROOM_FRESH_MS;
  };
  return async () => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const stopWaiting = clock.after(PATIENCE_MS, () => reject(new Error('The database does not answer.')));
    try {
      await Promise.race([ask(), late]);
      return null;
    } catch (error) {
      return toRefusal(error);
    } finally {
      stopWaiting();
    }
  };
}

/** The messages of our own errors are written for operators, but a driver's message may contain an address. */
function toRefusal(error: unknown): EverrunsError {
  if (isEverrunsError(error)) return error;
  if (isDiskFull(error)) return diskIsFull(error);
  const message = 'cannot be reached: look at PostgreSQL, its connections and DATABASE_URL';
  return new EverrunsError('unavailable', `The database ${message}.`, {
    cause: error,
    errors: [{ path: 'database', code: 'unreachable', message }],
    retryAfterMs: 1_000,
  });
}

/** `lost` is the sentence that says what is missing and what it means; null if nothing is. */
export function toState(name: DependencyName, lost: string | null): DependencyState {
  return lost === null ? { name, status: 'ok' } : { name, status: 'lost', detail: lost };
}

function reportChange(
  { name, status, detail }: DependencyState,
  known: Map<DependencyName, DependencyState['status']>,
  log: Logger,
): void {
  const before = known.get(name) ?? 'ok';
  known.set(name, status);
  if (status === before) return;
  if (status === 'lost') log.warn({ dependency: name, detail }, 'A dependency was lost.');
  else log.info({ dependency: name }, 'A dependency is back.');
}
