import type {
  AttemptToken,
  EphemeralDraft,
  EventId,
  FeedHint,
  MessageId,
  OrganizationId,
  SessionId,
  ToolCallId,
  TurnId,
} from '@everruns/schemas';
import type { SubjectReach } from '../kernel/subject-reach.ts';

/** A recorded event after its commit. `json` is its whole envelope on one line, encoded once for all readers. */
export interface PublishedEvent {
  org_id: string;
  session_id: SessionId;
  sequence: number;
  id: EventId;
  type: string;
  turn_id: TurnId | null;
  json: string;
}

/** A log that holds one event, and the subject of its session. */
export interface NewLog {
  event: PublishedEvent;
  subject: string;
}

/** What a reader gets: recorded events in dense order, and frames after every recorded event that preceded them. */
export type HubItem = (
  | {
      kind: 'recorded';
      event: PublishedEvent;
      /** The place of a reader of several logs, in place of the event's id. */
      cursor?: string;
    }
  | { kind: 'frame'; id: string; type: string; json: string }
) & {
  /** The item as server-sent event, once its first reader has encoded it. */
  bytes?: Buffer;
};

/** What a reader of the feed gets. `type` is that of the hint, or `reset`: some were missed. */
export interface HintItem {
  kind: 'hint';
  id: string;
  type: FeedHint['type'] | 'reset';
  json: string;
  /** See `HubItem`. */
  bytes?: Buffer;
}

export interface ItemSubscription<Item> extends AsyncDisposable {
  /** Returns all items that are there, waiting for the first, or null once the subscription has ended. One caller at a time. */
  nextBatch(): Promise<Item[] | null>;
  /** Yields each item once: of a session the recorded events above the sequence given to `subscribe`, and live frames. */
  [Symbol.asyncIterator](): AsyncIterator<Item>;
  /** Why the subscription ended: the reader closed it or was too slow, or the hub is draining. */
  readonly ended: 'closed' | 'overflow' | 'draining' | null;
}

export type HubSubscription = ItemSubscription<HubItem>;

/** Where a reader begins: it has everything of the session's log up to `after_sequence`. */
export interface LogStart {
  org_id: string;
  session_id: SessionId;
  after_sequence: number;
}

/** A reader of the feed. */
export interface FeedSubscription extends ItemSubscription<HintItem> {
  /** The id of the last hint that the reader has. */
  readonly position: string;
}

/** What has changed in organizations, as hints for their readers. */
export interface OrganizationFeed {
  /** Whether anybody reads the hints of this organization, here or at another replica. */
  isFollowed(orgId: OrganizationId): boolean;
  /** `subject`: whose session it concerns, or null for the whole organization. */
  publish(orgId: OrganizationId, subject: string | null, hint: FeedHint): void;
  /** `lastId`: the id of the last hint that the reader has, or null. Throws `too_many_streams`, `limit_reached` and `unavailable`. */
  subscribe(orgId: OrganizationId, reader: { subjects: SubjectReach; lastId: string | null }): FeedSubscription;
}

export interface EventHub {
  /** What has changed in an organization, for those who show all of it. */
  readonly feed: OrganizationFeed;
  /** Takes everything that a commit wrote to one session, ascending, in the tick after the commit. */
  publish(events: PublishedEvent[]): void;
  /** A session was created by this process: its log is this event. */
  publishNewLog(log: NewLog): void;
  /** The only event of a log that this process has just created, or null when the log has to be read. */
  findNewLog(session_id: SessionId): NewLog | null;
  /** The session was erased. */
  forgetNewLog(session_id: SessionId): void;
  /** Calls the listener with everything that this process has committed, and nothing else. */
  onLocalCommit(listener: (events: readonly PublishedEvent[]) => void): void;
  /** A new attempt begins and replaces older ones of its atom. From the second attempt on, readers get `output.message.reset`. */
  openAttempt(org_id: string, token: AttemptToken, messageId: MessageId | null): void;
  /** Takes a worker's frame. Duplicates (by frame number) and frames of an older attempt or of a closed atom are dropped. */
  publishFrame(token: AttemptToken, frameNumber: number, draft: EphemeralDraft): 'accepted' | 'dropped';
  /** The atom has its outcome, or the turn has ended: later frames are dropped. */
  closeAtom(turnId: TurnId, atomKey: string): void;
  /**
   * Subscribes before it reads the log, so that nothing is lost in between. The reader already has everything up to
   * `from.after_sequence`. A reader that joins during an answer first gets one delta with `offset: 0` and all text so far. Throws
   * `too_many_streams` and `limit_reached`.
   */
  subscribe(options: {
    from: LogStart;
    bufferBytes: number;
    /** Called once when the hub ends the subscription, for a reader that is busy writing. */
    onEnd?: () => void;
  }): HubSubscription;
  /** How many readers are subscribed in this process. */
  countReaders(): number;
  /** Returns the sessions that are followed here and how far. The sweep compares them with the log. */
  watched(): { session_id: SessionId; last_sequence: number }[];
  /** The bus or the sweep says that the log reaches at least `sequence`: what is missing is read. */
  noticeSequence(session_id: SessionId, sequence: number): void;
  /**
   * Calls the listener at least once for each event recorded in the session from now on. Events may be repeated, and events from
   * shortly before may be included. Returns the function that unsubscribes.
   */
  watchSession(session_id: SessionId, listener: (event: PublishedEvent) => void): () => void;
  close(): Promise<void>;
}

/** Carries hints between replicas. A lost hint costs a second and never data. */
export interface EventBus {
  /** The bus is inactive while this is the only replica. */
  setActive(active: boolean): void;
  publish(hint: BusHint): void;
  /** Says whether a session, or the feed of an organization, has readers in this process. Its hints go only to replicas where it has. */
  follow(topic: SessionId | OrganizationId, isFollowed: boolean): void;
  /** Whether there are other replicas. */
  hasPeers(): boolean;
  /** Whether another replica follows it. */
  hasFollowers(topic: SessionId | OrganizationId): boolean;
  /** Returns the function that unsubscribes. */
  subscribe(listener: (hint: BusHint) => void): () => void;
  close(): Promise<void>;
}

export type BusHint =
  | { kind: 'recorded'; session_id: SessionId; sequence: number }
  /** Frame number 0 marks a piece of a snapshot, which is placed by its offset alone. */
  | { kind: 'frame'; token: AttemptToken; frame_number: number; draft: EphemeralDraft; after_sequence: number }
  | { kind: 'attempt'; org_id: string; token: AttemptToken; message_id: MessageId | null; after_sequence: number }
  | { kind: 'closed'; session_id: SessionId; atom_key: string }
  /** An organization has a webhook from now on. */
  | { kind: 'webhooks'; org_id: OrganizationId }
  | { kind: 'feed'; org_id: OrganizationId; subject: string | null; hint: FeedHint }
  /** Another replica follows the session from now on. Not sent. */
  | { kind: 'followed'; session_id: SessionId }
  /** The connection to the other replicas was lost and is back: hints may have been lost. Not sent. */
  | { kind: 'reconnected' }
  | { kind: 'snapshot_wanted'; session_id: SessionId }
  /** Calls of clients were opened in sessions of this subject. */
  | { kind: 'calls_opened'; org_id: string; subject: string }
  /** These calls have their result. `by`: who gave it. */
  | { kind: 'calls_settled'; org_id: string; subject: string; calls: { id: ToolCallId; by: string }[] }
  /** A device has a newer socket. */
  | { kind: 'device'; id: string; epoch: number }
  | { kind: 'stop'; turn_id: TurnId; segment: number; reason: 'canceled' | 'fenced' };
