import type { Database } from '../../db/database.ts';
import { writeNewSessions, type CreatedSession, type NewSession } from '../statements/create-session.ts';
import { Gatherer } from './gatherer.ts';

interface Creation {
  wanted: NewSession;
  done: PromiseWithResolvers<CreatedSession | null>;
}

/** Sessions that are created while others are being created are written with them in one statement (ADR 0008). */
export class GroupCreate {
  readonly #db: Database;
  readonly #forAll: Database;
  readonly #commits: Database;
  readonly #creations: Gatherer<Creation>;

  /**
   * `commits` writes sessions of several callers together, `forAll` each of them alone where that fails, and `db` those that may have to wait
   * for another request, in the name of their caller.
   */
  constructor(databases: { db: Database; forAll: Database; commits: Database }) {
    this.#db = databases.db;
    this.#forAll = databases.forAll;
    this.#commits = databases.commits;
    this.#creations = new Gatherer({
      countCharacters: ({ wanted }) => JSON.stringify(wanted.session.tags).length + (wanted.session.title ?? '').length,
      send: (creations) => this.#send(creations),
    });
  }

  /** Returns null if there is no such agent. Rejects if it is unknown whether the session was written; a repetition finds out. */
  async create(wanted: NewSession): Promise<CreatedSession | null> {
    // A request with a key waits for its twin, and nobody should wait with it.
    if (wanted.storedAnswer !== null) return writeAlone(this.#db, wanted);
    const creation: Creation = { wanted, done: Promise.withResolvers() };
    this.#creations.add(creation);
    return creation.done.promise;
  }

  async #send(creations: readonly Creation[]): Promise<void> {
    try {
      const created = await writeNewSessions(
        this.#commits,
        creations.map(({ wanted }) => wanted),
      );
      for (const { wanted, done } of creations) done.resolve(created.get(wanted.session.id) ?? null);
    } catch {
      // One of them may have failed them all, so each is written again alone and gets its own error.
      for (const { wanted, done } of creations) writeAlone(this.#forAll, wanted).then(done.resolve, done.reject);
    }
  }
}

async function writeAlone(db: Database, wanted: NewSession): Promise<CreatedSession | null> {
  return (await writeNewSessions(db, [wanted])).get(wanted.session.id) ?? null;
}
