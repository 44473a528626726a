import type { Clock } from '@everruns/core/catalog';
import { formatAtomKey, type AttemptToken } from '@everruns/schemas';
import { BoundedMap, ExpiringCache } from '@everruns/kernel';
import type { AttemptVerdict } from '../statements/judge-attempts.ts';

export interface KnownAttemptsDeps {
  /** Runs one statement and returns the answers in the order of the tokens. */
  judge(tokens: readonly AttemptToken[]): Promise<AttemptVerdict[]>;
  clock: Pick<Clock, 'monotonic'>;
}

/** The most turns whose attempts this process remembers. For any other turn the database is queried again. */
const MAX_TURNS = 10_000;
const ASKED_AT_ONCE = 100;
/** The most attempts that wait for the database. Beyond that number it is not queried, and frames are dropped. */
const MAX_WAITING = 1_000;
const REFUSALS = { maxEntries: 10_000, ttlMs: 5_000 };

/**
 * The attempts that this database has granted, as far as this process knows: those that it granted itself, and
 * those that it looked up, once each. The frames of workers are checked against them, without a statement.
 */
export class KnownAttempts {
  readonly #deps: KnownAttemptsDeps;
  /** By turn and atom, the newest attempt; null once the atom has its outcome. The least recently used turn comes first. */
  readonly #turns = new BoundedMap<string, Map<string, AttemptToken | null>>(MAX_TURNS);
  readonly #refused: ExpiringCache<AttemptVerdict>;
  readonly #waiting = new Map<string, { token: AttemptToken; verdict: PromiseWithResolvers<AttemptVerdict | null> }>();
  #isAsking = false;

  constructor(deps: KnownAttemptsDeps) {
    this.#deps = deps;
    this.#refused = new ExpiringCache(deps.clock, REFUSALS);
  }

  /** Called after the commit that granted the attempt, on this or another replica. An attempt older than the known one changes nothing. */
  noteGranted(token: AttemptToken): void {
    const atoms = this.#turns.getOrCreate(token.atom.turn_id, () => new Map());
    const key = formatAtomKey(token.atom);
    const known = atoms.get(key);
    if (known === undefined || (known !== null && known.attempt < token.attempt)) atoms.set(key, token);
  }

  /** Called when the atom has its outcome. */
  noteClosed(turnId: string, atomKey: string): void {
    this.#turns.get(turnId)?.set(atomKey, null);
  }

  forgetTurn(turnId: string): void {
    this.#turns.delete(turnId);
  }

  /** Returns the verdict if it is known without asking the database, else null. */
  find(token: AttemptToken): AttemptVerdict | null {
    const known = this.#turns.get(token.atom.turn_id)?.get(formatAtomKey(token.atom));
    if (known === null) return 'stale';
    if (known !== undefined && isSame(known, token)) return 'current';
    return this.#refused.find(attemptName(token));
  }

  /**
   * Queries the database. Calls that arrive meanwhile share the next statement. Null when the database
   * cannot be queried. Never rejects.
   */
  ask(token: AttemptToken): Promise<AttemptVerdict | null> {
    const name = attemptName(token);
    const asked = this.#waiting.get(name);
    if (asked !== undefined) return asked.verdict.promise;
    if (this.#waiting.size >= MAX_WAITING) return Promise.resolve(null);
    const verdict = Promise.withResolvers<AttemptVerdict | null>();
    this.#waiting.set(name, { token, verdict });
    if (!this.#isAsking) void this.#askAll();
    return verdict.promise;
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, ASKED_AT_ONCE);
      const verdicts = await this.#deps.judge(batch.map(([, { token }]) => token)).catch(() => null);
      for (const [index, [name, { token, verdict }]] of batch.entries()) {
        this.#waiting.delete(name);
        verdict.resolve(this.#learn(token, verdicts?.[index] ?? null));
      }
    }
    this.#isAsking = false;
  }

  #learn(token: AttemptToken, verdict: AttemptVerdict | null): AttemptVerdict | null {
    if (verdict === 'current') this.noteGranted(token);
    else if (verdict !== null) this.#refused.set(attemptName(token), verdict);
    return verdict;
  }
}

/** An attempt under another number, execution, segment or session is another attempt. */
export function attemptName({ atom, attempt, exec_id, segment, session_id }: AttemptToken): string {
  return `${formatAtomKey(atom)} ${attempt} ${exec_id} ${segment} ${session_id}`;
}

function isSame(known: AttemptToken, token: AttemptToken): boolean {
  const isExecution = known.attempt === token.attempt && known.exec_id === token.exec_id;
  return isExecution && known.segment === token.segment && known.session_id === token.session_id;
}
