import type { SessionId } from '@everruns/schemas';
import { BoundedMap } from '@everruns/kernel';
import type { PublishedEvent } from './hub.ts';
import { type ChannelDeps, SessionChannel } from './session-channel.ts';
import type { Subscription } from './subscription.ts';

const MAX_HEADS = 10_000;

/** The channels of all sessions that have a reader, a listener or a running attempt in this process. */
export class SessionChannels {
  readonly streams = new Set<Subscription>();
  readonly #channels = new Map<SessionId, SessionChannel>();
  /** The last sequence of sessions that had no channel when they were written: an attempt that begins next comes after it. */
  readonly #heads = new BoundedMap<SessionId, number>(MAX_HEADS);
  readonly #deps: ChannelDeps;

  constructor(deps: Omit<ChannelDeps, 'streams' | 'onUnused'>) {
    const onUnused = ({ session_id }: SessionChannel) => this.#channels.delete(session_id);
    this.#deps = { ...deps, streams: this.streams, onUnused };
  }

  find(session_id: SessionId): SessionChannel | null {
    return this.#channels.get(session_id) ?? null;
  }

  /** The last sequence of the session that this process knows of, or 0. */
  headOf(session_id: SessionId): number {
    return this.#channels.get(session_id)?.position.head ?? this.#heads.get(session_id) ?? 0;
  }

  /** Finds the session's channel, or makes it. */
  open(session_id: SessionId): SessionChannel {
    let channel = this.#channels.get(session_id);
    if (channel === undefined) {
      channel = new SessionChannel(session_id, this.#heads.get(session_id) ?? 0, this.#deps);
      this.#channels.set(session_id, channel);
    }
    return channel;
  }

  /** Takes events of one session that this process has committed, ascending. */
  publish(session_id: SessionId, events: readonly PublishedEvent[]): void {
    const last = events.at(-1);
    if (last !== undefined) this.#heads.set(session_id, last.sequence);
    this.find(session_id)?.publish(events);
  }

  [Symbol.iterator](): IterableIterator<SessionChannel> {
    return this.#channels.values();
  }
}
