import type { SessionId } from '@everruns/schemas';

/** What replicas tell each other about their readers. */
export type PresenceHint =
  | { kind: 'present'; replica: string; sessions: SessionId[]; asks: boolean }
  | { kind: 'follow'; replica: string; session_id: SessionId; is_followed: boolean };

/** The most sessions that are known to be followed elsewhere. Readers of further ones are served by their own replica's sweep. */
const MAX_SESSIONS = 200_000;

/** Which sessions have readers, here and on the other replicas. */
export class Presence {
  readonly here = new Set<SessionId>();
  readonly #elsewhere = new Map<SessionId, Set<string>>();

  /** The replicas that follow a session, without this one. */
  followersOf(session_id: SessionId): Iterable<string> {
    return this.#elsewhere.get(session_id) ?? [];
  }

  /** Returns whether anything has changed. */
  noteHere(session_id: SessionId, isFollowed: boolean): boolean {
    if (this.here.has(session_id) === isFollowed) return false;
    if (isFollowed) this.here.add(session_id);
    else this.here.delete(session_id);
    return true;
  }

  noteElsewhere(replica: string, session_id: SessionId, isFollowed: boolean): void {
    const replicas = this.#elsewhere.get(session_id);
    if (!isFollowed) {
      replicas?.delete(replica);
      if (replicas?.size === 0) this.#elsewhere.delete(session_id);
    } else if (replicas !== undefined) replicas.add(replica);
    else if (this.#elsewhere.size < MAX_SESSIONS) this.#elsewhere.set(session_id, new Set([replica]));
  }

  /** These are all the sessions that the replica follows. */
  replaceAll(replica: string, sessions: readonly SessionId[]): void {
    for (const session_id of Array.from(this.#elsewhere.keys())) this.noteElsewhere(replica, session_id, false);
    for (const session_id of sessions) this.noteElsewhere(replica, session_id, true);
  }

  forgetOthers(): void {
    this.#elsewhere.clear();
  }
}
