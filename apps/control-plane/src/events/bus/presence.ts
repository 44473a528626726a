import type { OrganizationId, SessionId } from '@everruns/schemas';

/** What has readers: a session, or the feed of an organization. */
export type Topic = SessionId | OrganizationId;

/** What replicas tell each other about their readers. */
export type PresenceHint =
  | { kind: 'present'; replica: string; sessions: Topic[]; asks: boolean }
  | { kind: 'follow'; replica: string; session_id: Topic; is_followed: boolean };

/** The most sessions that are known to be followed elsewhere. Readers of further ones are served by their own replica's sweep. */
const MAX_SESSIONS = 200_000;

/** What has readers, here and on the other replicas. */
export class Presence {
  readonly here = new Set<Topic>();
  readonly #elsewhere = new Map<Topic, Set<string>>();

  /** The replicas that follow it, without this one. */
  followersOf(topic: Topic): Iterable<string> {
    return this.#elsewhere.get(topic) ?? [];
  }

  isFollowedElsewhere(topic: Topic): boolean {
    return this.#elsewhere.has(topic);
  }

  /** Returns whether anything has changed. */
  noteHere(topic: Topic, isFollowed: boolean): boolean {
    if (this.here.has(topic) === isFollowed) return false;
    if (isFollowed) this.here.add(topic);
    else this.here.delete(topic);
    return true;
  }

  noteElsewhere(replica: string, topic: Topic, isFollowed: boolean): void {
    const replicas = this.#elsewhere.get(topic);
    if (!isFollowed) {
      replicas?.delete(replica);
      if (replicas?.size === 0) this.#elsewhere.delete(topic);
    } else if (replicas !== undefined) replicas.add(replica);
    else if (this.#elsewhere.size < MAX_SESSIONS) this.#elsewhere.set(topic, new Set([replica]));
  }

  /** This is all that the replica follows. */
  replaceAll(replica: string, sessions: readonly Topic[]): void {
    for (const topic of Array.from(this.#elsewhere.keys())) this.noteElsewhere(replica, topic, false);
    for (const topic of sessions) this.noteElsewhere(replica, topic, true);
  }

  forgetOthers(): void {
    this.#elsewhere.clear();
  }
}
