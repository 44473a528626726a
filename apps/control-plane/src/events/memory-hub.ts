import type { Clock, Ids } from '@everruns/core/catalog';
import {
  type AttemptToken,
  type EphemeralDraft,
  EverrunsError,
  LIMITS,
  type MessageId,
  type SessionId,
  type TurnId,
} from '@everruns/schemas';
import type { Logger } from 'pino';
import { LiveAttempts } from './live-attempts.ts';
import { BoundedMap } from '@everruns/kernel';
import { encodeFrame } from './encode.ts';
import { makeEphemeralId } from './ephemeral-id.ts';
import type { BusHint, EventBus, EventHub, HubItem, HubSubscription, PublishedEvent } from './hub.ts';
import type { ReadLogPage } from './log-pager.ts';
import { SessionChannel, type ChannelDeps } from './session-channel.ts';
import { Subscription } from './subscription.ts';

export interface MemoryHubDeps {
  readPage: ReadLogPage;
  bus: EventBus;
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** Streams at most, per session and in this process. */
  limits?: { perSession: number; total: number };
}

const FILL_PAGE = 500;
const MAX_SESSIONS = 10_000;

/** The hub of one process. It holds only sessions that somebody follows or that speak now; all of it can be lost. */
export class MemoryHub implements EventHub {
  readonly #deps: MemoryHubDeps;
  readonly #limits: { perSession: number; total: number };
  readonly #channels = new Map<SessionId, SessionChannel>();
  readonly #rings: LiveAttempts;
  /** Of sessions that nobody followed when they were written: an attempt that begins next must know its place. */
  readonly #published = new BoundedMap<SessionId, number>(MAX_SESSIONS);
  readonly #publishedListeners: ((events: readonly PublishedEvent[]) => void)[] = [];
  readonly #stopListening: () => void;
  #streams = 0;
  #isDraining = false;

  constructor(deps: MemoryHubDeps) {
    this.#deps = deps;
    this.#limits = deps.limits ?? { perSession: LIMITS.streamsPerSession, total: LIMITS.streamsTotal };
    this.#rings = new LiveAttempts({
      bus: deps.bus,
      clock: deps.clock,
      findChannel: (session_id) => this.#channels.get(session_id),
      channelFor: (session_id) => this.#channelFor(session_id),
      forgetUnused: (channel) => this.#forgetUnused(channel),
    });
    this.#stopListening = deps.bus.subscribe((hint) => this.#takeHint(hint));
  }

  publish(events: PublishedEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.#published.set(last.session_id, last.sequence);
    this.#channels.get(last.session_id)?.publish(events);
    this.#deps.bus.publish({ kind: 'recorded', session_id: last.session_id, sequence: last.sequence });
    for (const listener of this.#publishedListeners) listener(events);
  }

  onLocalCommit(listener: (events: readonly PublishedEvent[]) => void): void {
    this.#publishedListeners.push(listener);
  }

  openAttempt(org_id: string, token: AttemptToken, messageId: MessageId | null): void {
    this.#rings.open(org_id, token, messageId);
  }

  publishFrame(token: AttemptToken, frameNumber: number, draft: EphemeralDraft): 'accepted' | 'dropped' {
    return this.#rings.takeFrame({ token, frame_number: frameNumber, draft });
  }

  closeAtom(_turnId: TurnId, atomKey: string): void {
    this.#rings.close(atomKey);
    this.#deps.bus.publish({ kind: 'closed', atom_key: atomKey });
  }

  subscribe(options: Parameters<EventHub['subscribe']>[0]): HubSubscription {
    const open = this.#channels.get(options.session_id)?.subscriptions.size ?? 0;
    if (this.#isDraining) throw new EverrunsError('unavailable', 'The server is going down.', { retryAfterMs: 1_000 });
    if (open >= this.#limits.perSession || this.#streams >= this.#limits.total) {
      throw new EverrunsError('too_many_streams', 'Too many streams are open. Close one, or try again later.', {
        retryAfterMs: 5_000,
      });
    }
    const channel = this.#channelFor(options.session_id);
    const subscription = new Subscription({
      ...options,
      readPage: this.#deps.readPage,
      tryAttach: (self, atEnd) => {
        const isFirst = channel.position === null;
        channel.tryAttach(self, atEnd);
        if (isFirst && self.isLive) this.#deps.bus.publish({ kind: 'snapshot_wanted', session_id: channel.session_id });
      },
      onClosed: (self) => {
        this.#streams -= 1;
        channel.removeSubscription(self);
        this.#forgetUnused(channel);
      },
    });
    this.#streams += 1;
    channel.subscriptions.add(subscription);
    return subscription;
  }

  watched(): { session_id: SessionId; lastSequence: number }[] {
    const followed = [...this.#channels.values()].filter((it) => it.subscriptions.size + it.listeners.size > 0);
    return followed.map((channel) => ({ session_id: channel.session_id, lastSequence: channel.followedTo }));
  }

  noticeSequence(session_id: SessionId, sequence: number): void {
    this.#channels.get(session_id)?.notice(sequence);
  }

  watchSession(session_id: SessionId, listener: (event: PublishedEvent) => void): () => void {
    const channel = this.#channelFor(session_id);
    channel.addListener(listener);
    return () => {
      channel.listeners.delete(listener);
      this.#forgetUnused(channel);
    };
  }

  async close(): Promise<void> {
    this.#isDraining = true;
    this.#stopListening();
    for (const channel of this.#channels.values()) {
      for (const subscription of channel.subscriptions) subscription.end('draining');
    }
  }

  #takeHint(hint: BusHint): void {
    switch (hint.kind) {
      case 'recorded':
        return this.noticeSequence(hint.session_id, hint.sequence);
      case 'attempt':
        return this.#rings.openRemote(hint.token, hint.message_id, hint.after_sequence);
      case 'frame':
        return this.#rings.takeRemoteFrame(hint, hint.after_sequence);
      case 'closed':
        return this.#rings.close(hint.atom_key);
      case 'snapshot_wanted': {
        const channel = this.#channels.get(hint.session_id);
        return channel === undefined ? undefined : this.#rings.answerSnapshotRequest(channel);
      }
      case 'stop':
      case 'dispatch':
        return undefined;
      default:
        return hint satisfies never;
    }
  }

  #channelFor(session_id: SessionId): SessionChannel {
    let channel = this.#channels.get(session_id);
    if (channel === undefined) {
      channel = new SessionChannel(session_id, this.#channelDeps);
      channel.head = this.#published.get(session_id) ?? 0;
      this.#channels.set(session_id, channel);
    }
    return channel;
  }

  #forgetUnused(channel: SessionChannel): void {
    if (channel.isUnused) this.#channels.delete(channel.session_id);
  }

  readonly #channelDeps: ChannelDeps = {
    readMissing: async ({ session_id }, afterSequence) => {
      const query = { org_id: null, session_id, afterSequence, limit: FILL_PAGE };
      const events = await this.#deps.readPage(query);
      return { events, atEnd: events.length < FILL_PAGE };
    },
    encode: (channel, frame) => this.#encode(channel, frame),
    closeTranscripts: (channel, event) => this.#rings.closeEndedBy(channel, event),
    onReadFailed: ({ session_id }, error) =>
      this.#deps.log.warn({ session_id, err: error }, 'could not read the log for live readers'),
  };

  #encode({ session_id }: SessionChannel, { turn_id, draft, after }: Parameters<ChannelDeps['encode']>[1]): HubItem {
    const { clock, ids } = this.#deps;
    const id = makeEphemeralId(ids, after);
    const ts = new Date(clock.now()).toISOString();
    const json = encodeFrame({ id, ts, session_id, turn_id }, draft);
    return { kind: 'frame', id, type: draft.type, json };
  }
}
