import type { Clock, Ids } from '@everruns/core/catalog';
import {
  type AttemptToken,
  type EphemeralDraft,
  EverrunsError,
  LIMITS,
  type MessageId,
  type OrganizationId,
  type SessionId,
  type TurnId,
} from '@everruns/schemas';
import type { Logger } from 'pino';
import type { OrganizationLimits } from '../limits/organization-limits.ts';
import { AttemptRegistry } from './attempt-registry.ts';
import { createFrameEncoder } from './encode.ts';
import type { BusHint, EventBus, EventHub, HubSubscription, NewLog, PublishedEvent } from './hub.ts';
import { Feed } from './feed/feed.ts';
import { LiveAttempts } from './live-attempts.ts';
import type { ReadLogPage } from './log-pager.ts';
import { NewLogs } from './new-logs.ts';
import { SessionChannels } from './session-channels.ts';
import { Subscription } from './subscription.ts';

export interface MemoryHubDeps {
  readPage: ReadLogPage;
  bus: EventBus;
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** The streams of each organization are counted here. */
  organizations?: Pick<OrganizationLimits, 'enter'>;
  /** The most streams that may be open, per session and in this process. */
  limits?: { perSession: number; total: number };
}

/** The hub of one process. It holds only sessions that somebody follows or that speak now, and nothing that cannot be lost. */
export class MemoryHub implements EventHub {
  readonly feed: Feed;
  readonly #deps: MemoryHubDeps;
  readonly #limits: { perSession: number; total: number };
  readonly #newLogs: NewLogs;
  readonly #readPage: ReadLogPage;
  readonly #channels: SessionChannels;
  readonly #attempts: LiveAttempts;
  readonly #commitListeners: ((events: readonly PublishedEvent[]) => void)[] = [];
  readonly #unsubscribe: () => void;
  #isDraining = false;

  constructor(deps: MemoryHubDeps) {
    const { bus, clock, log } = deps;
    this.#newLogs = new NewLogs(clock);
    const readPage = this.#newLogs.reader(deps.readPage);
    this.#readPage = readPage;
    this.#deps = deps;
    this.#limits = deps.limits ?? { perSession: LIMITS.streamsPerSession, total: LIMITS.streamsTotal };
    const { ids, organizations } = deps;
    this.feed = new Feed({ bus, ids, organizations, maxReaders: this.#limits.total });
    const attempts = new AttemptRegistry();
    const encodeFrame = createFrameEncoder(deps);
    this.#channels = new SessionChannels({ readPage, encodeFrame, bus, log, attempts });
    this.#attempts = new LiveAttempts({ bus, clock, attempts, channels: this.#channels });
    this.#unsubscribe = bus.subscribe((hint) => this.#takeHint(hint));
  }

  publish(events: PublishedEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    const { session_id, sequence } = last;
    this.#newLogs.forget(session_id);
    this.#channels.publish(session_id, events);
    this.#deps.bus.publish({ kind: 'recorded', session_id, sequence });
    for (const listener of this.#commitListeners) listener(events);
  }

  publishNewLog(log: NewLog): void {
    this.#newLogs.add(log);
  }

  findNewLog(session_id: SessionId): NewLog | null {
    return this.#newLogs.find(session_id);
  }

  forgetNewLog(session_id: SessionId): void {
    this.#newLogs.forget(session_id);
  }

  onLocalCommit(listener: (events: readonly PublishedEvent[]) => void): void {
    this.#commitListeners.push(listener);
  }

  openAttempt(org_id: string, token: AttemptToken, messageId: MessageId | null): void {
    this.#attempts.open(org_id, token, messageId);
  }

  publishFrame(token: AttemptToken, frameNumber: number, draft: EphemeralDraft): 'accepted' | 'dropped' {
    return this.#attempts.takeFrame({ token, frame_number: frameNumber, draft });
  }

  closeAtom(_turnId: TurnId, atomKey: string): void {
    const session_id = this.#attempts.close(atomKey);
    if (session_id !== null) this.#deps.bus.publish({ kind: 'closed', session_id, atom_key: atomKey });
  }

  subscribe(options: Parameters<EventHub['subscribe']>[0]): HubSubscription {
    if (this.#isDraining) {
      throw new EverrunsError('unavailable', 'The server is shutting down.', { retryAfterMs: 1_000 });
    }
    const open = this.#channels.find(options.from.session_id)?.subscriptions.size ?? 0;
    if (open >= this.#limits.perSession || this.#channels.streams.size >= this.#limits.total) {
      throw new EverrunsError('too_many_streams', 'Too many streams are open. Close one, or try again later.', {
        retryAfterMs: 5_000,
      });
    }
    const leave = this.#deps.organizations?.enter(options.from.org_id as OrganizationId, 'streams');
    const channel = this.#channels.open(options.from.session_id);
    const owner = {
      tryGoLive: (one: Subscription, isAtEnd: boolean) => channel.tryGoLive(one, isAtEnd),
      remove: (one: Subscription) => {
        leave?.();
        channel.remove(one);
      },
    };
    const subscription = new Subscription({ ...options, readPage: this.#readPage, owner });
    channel.add(subscription);
    return subscription;
  }

  countReaders(): number {
    return this.#channels.streams.size + this.feed.countReaders();
  }

  watched(): { session_id: SessionId; last_sequence: number }[] {
    const followed = [...this.#channels].filter((channel) => channel.isFollowed);
    return followed.map(({ session_id, position }) => ({ session_id, last_sequence: position.followed }));
  }

  noticeSequence(session_id: SessionId, sequence: number): void {
    this.#newLogs.forget(session_id);
    this.#channels.find(session_id)?.notice(sequence);
  }

  watchSession(session_id: SessionId, listener: (event: PublishedEvent) => void): () => void {
    return this.#channels.open(session_id).listen(listener);
  }

  async close(): Promise<void> {
    this.#isDraining = true;
    this.#unsubscribe();
    this.feed.close();
    for (const subscription of this.#channels.streams) subscription.end('draining');
  }

  #takeHint(hint: BusHint): void {
    switch (hint.kind) {
      case 'recorded':
        return this.noticeSequence(hint.session_id, hint.sequence);
      case 'attempt':
        return this.#attempts.openRemote(hint.token, hint.message_id, hint.after_sequence);
      case 'frame':
        return this.#attempts.takeRemoteFrame(hint, hint.after_sequence);
      case 'closed':
        return void this.#attempts.close(hint.atom_key);
      case 'followed': {
        const sequence = this.#channels.headOf(hint.session_id);
        return sequence === 0
          ? undefined
          : this.#deps.bus.publish({ kind: 'recorded', session_id: hint.session_id, sequence });
      }
      case 'snapshot_wanted': {
        const channel = this.#channels.find(hint.session_id);
        return channel === null ? undefined : this.#attempts.answerSnapshotRequest(channel);
      }
      case 'feed':
        return this.feed.take(hint.org_id, hint.subject, hint.hint);
      case 'reconnected':
        return this.feed.resetAll();
      case 'stop':
      case 'webhooks':
      case 'calls_opened':
      case 'calls_settled':
      case 'device':
        return undefined;
      default:
        return hint satisfies never;
    }
  }
}
