import type { Database } from '../../db/database.ts';
import { canMerge, mergeChanges } from '../state/merge-changes.ts';
import type { SessionChange } from '../state/session-change.ts';
import { Gatherer } from './gatherer.ts';
import { rememberAfter, type RememberedSession, type SessionMemory } from './session-memory.ts';
import { isBatchable, writeChanges } from '../statements/write-changes.ts';
import { writeChange } from '../statements/write-change.ts';
import type { AppendedEvent } from '../state/to-message.ts';

/** The part of a statement that writes one session: one change, or several that were decided from each other. */
interface Group {
  readonly changes: [SessionChange, ...SessionChange[]];
  /** The session after this commit, still under the version from which it began. */
  after: RememberedSession;
  isSent: boolean;
  /** Called when the statement has been sent. */
  readonly onSent: (() => void)[];
  readonly landed: PromiseWithResolvers<string | null>;
}

/**
 * Decides from what is known. `unwritten` are events that this state already counts and that are not in the log yet. Null: the change
 * cannot be decided here.
 */
export type Decide = (known: RememberedSession, unwritten: readonly AppendedEvent[]) => Promise<SessionChange | null>;

export interface CommitOptions {
  sessionId: string;
  /** The decision reads only its arguments, so it may build on a change that is not written yet and be committed together with it. */
  joins: boolean;
  /** A client waits for it: the commit leaves before those of turns that are running. */
  urgent?: boolean;
  /** Called when the change has been sent to the database, at most once. Must not throw. */
  onSent?: (() => void) | undefined;
}

interface Adding {
  known: RememberedSession;
  base: Group | null;
  options: CommitOptions;
}

/**
 * Group commit of changes that are decided from memory (ADR 0008). Decisions about one session follow each other. A commit is sent at once;
 * those that arrive while others are in progress are sent together in one statement, in which each still succeeds or fails by itself.
 */
export class GroupCommit {
  readonly #db: Database;
  readonly #memory: SessionMemory;
  /** By session, the group that is not committed yet. */
  readonly #groups = new Map<string, Group>();
  /** By session, the promise that resolves when its newest decision ends. */
  readonly #gates = new Map<string, Promise<void>>();
  readonly #waiting: Gatherer<Group>;

  constructor(db: Database, memory: SessionMemory) {
    this.#db = db;
    this.#memory = memory;
    this.#waiting = new Gatherer({ countCharacters, send: (groups) => this.#write(groups) });
  }

  /**
   * Returns the session's new version, or null when nothing was written: the session is not remembered, the change cannot be decided from
   * memory, or another process wrote the row first. Rejects with the decision's own error, and when the database's answer was lost.
   */
  async commit(options: CommitOptions, decide: Decide): Promise<string | null> {
    const group = await this.#oneAtATime(options.sessionId, () => this.#decide(options, decide));
    return group === null ? null : group.landed.promise;
  }

  async #oneAtATime<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#gates.get(sessionId);
    const gate = Promise.withResolvers<void>();
    this.#gates.set(sessionId, gate.promise);
    try {
      if (before !== undefined) await before;
      return await work();
    } finally {
      if (this.#gates.get(sessionId) === gate.promise) this.#gates.delete(sessionId);
      gate.resolve();
    }
  }

  async #decide(options: CommitOptions, decide: Decide): Promise<Group | null> {
    const { sessionId, joins } = options;
    const base = await this.#findBase(sessionId, joins);
    const known = base?.after ?? this.#memory.find(sessionId);
    if (known === null) return null;
    const change = await decide(known, base?.changes.flatMap(({ events }) => events) ?? []);
    return change === null ? null : this.#add(change, { known, base, options });
  }

  /** The group to build on, or, if there is none, the end of the commit in progress. */
  async #findBase(sessionId: string, joins: boolean): Promise<Group | null> {
    const group = this.#groups.get(sessionId);
    if (group === undefined) return null;
    if (joins && !group.isSent) return group;
    await group.landed.promise.catch(() => undefined);
    return null;
  }

  async #add(change: SessionChange, { known, base, options }: Adding): Promise<Group | null> {
    const after = rememberAfter(change, known, change.session.version);
    if (base?.isSent === false && [change, ...base.changes].every((one) => isBatchable(one) && canMerge(one))) {
      base.changes.push(change);
      base.after = after;
      if (options.onSent !== undefined) base.onSent.push(options.onSent);
      return base;
    }
    if (base !== null) {
      // The group was sent during this decision, so this change follows it, from the version that the group produced.
      const version = await base.landed.promise;
      if (version === null) return null;
      change.session.version = version;
    }
    return this.#open(change, after, options);
  }

  #open(change: SessionChange, after: RememberedSession, { urgent = false, onSent }: CommitOptions): Group {
    const landed = Promise.withResolvers<string | null>();
    const group: Group = {
      changes: [change],
      after,
      isSent: false,
      onSent: onSent === undefined ? [] : [onSent],
      landed,
    };
    // Callers that wait for this group get its failure. Without callers the rejection must not end the process.
    group.landed.promise.catch(() => undefined);
    this.#groups.set(change.session.id, group);
    if (isBatchable(change)) this.#waiting.add(group, urgent);
    else void this.#write([group]);
    return group;
  }

  /** Never rejects: the callers of a group get its result from the group itself. */
  async #write(groups: readonly Group[]): Promise<void> {
    for (const group of groups) group.isSent = true;
    const changes = groups.map((group) => mergeChanges(group.changes));
    try {
      const sent = this.#send(changes);
      for (const tell of groups.flatMap(({ onSent }) => onSent)) tell();
      const versions = await sent;
      for (const [index, group] of groups.entries()) this.#settle(group, versions[index] ?? null);
    } catch (error) {
      for (const group of groups) {
        this.#forget(group);
        group.landed.reject(error);
      }
    }
  }

  async #send(changes: readonly SessionChange[]): Promise<(string | null)[]> {
    const [only, ...others] = changes;
    if (only === undefined) return [];
    if (others.length === 0) return [await writeChange(this.#db, only)];
    const versions = await writeChanges(this.#db, changes);
    return changes.map(({ session }) => versions.get(session.id) ?? null);
  }

  #settle(group: Group, version: string | null): void {
    if (version === null) this.#forget(group);
    else {
      this.#groups.delete(group.after.session.id);
      this.#memory.keep({ ...group.after, session: { ...group.after.session, version } });
    }
    group.landed.resolve(version);
  }

  #forget({ after }: Group): void {
    this.#groups.delete(after.session.id);
    this.#memory.forget(after.session.id);
  }
}

function countCharacters({ changes }: Group): number {
  return changes.reduce((sum, { events }) => events.reduce((inner, { data_json }) => inner + data_json.length, sum), 0);
}
