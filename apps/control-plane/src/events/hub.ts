import type { AttemptToken, EphemeralDraft, EventId, MessageId, SessionId, TurnId } from '@everruns/schemas';

/** A recorded event after its commit. `json` is the whole envelope on one line, encoded once for all readers. */
export interface PublishedEvent {
  org_id: string;
  session_id: SessionId;
  sequence: number;
  id: EventId;
  type: string;
  turn_id: TurnId | null;
  json: string;
}

/** What a reader gets: recorded events in dense order, frames only after every recorded event that preceded them. */
export type HubItem =
  | { kind: 'recorded'; event: PublishedEvent }
  | { kind: 'frame'; id: string; type: string; json: string };

export interface HubSubscription extends AsyncDisposable {
  /** The same items, as many as there are: for writers that batch. Null once the subscription has ended. One caller at a time. */
  nextBatch(): Promise<HubItem[] | null>;
  /** Recorded events above the sequence given to `subscribe`, each exactly once, and live frames. Ends when closed or dropped. */
  [Symbol.asyncIterator](): AsyncIterator<HubItem>;
  /** Why the iteration ended: the reader was too slow, or the hub is draining. */
  readonly ended: 'closed' | 'overflow' | 'draining' | null;
}

export interface EventHub {
  /** Called in the tick after a commit with everything that it wrote to one session, ascending. */
  publish(events: PublishedEvent[]): void;
  /** Calls back with everything that is published here: what this process has committed, and nothing else. */
  onLocalCommit(listener: (events: readonly PublishedEvent[]) => void): void;
  /** A new attempt begins: opens its ring; above 1, sends `output.message.reset` first and forgets the older attempt. */
  openAttempt(org_id: string, token: AttemptToken, messageId: MessageId | null): void;
  /** A worker's frame. Duplicates (by frame number), frames of an older attempt and of a closed atom are dropped. */
  publishFrame(token: AttemptToken, frameNumber: number, draft: EphemeralDraft): 'accepted' | 'dropped';
  /** The atom has its outcome, or the turn ended: later frames are dropped. */
  closeAtom(turnId: TurnId, atomKey: string): void;
  /**
   * Subscribes before it reads the log, so that nothing falls between. `afterSequence` is where the reader stands. A reader that
   * joins while an answer runs first gets one delta with `offset: 0` and everything said so far. Throws `too_many_streams`.
   */
  subscribe(options: {
    org_id: string;
    session_id: SessionId;
    afterSequence: number;
    bufferBytes: number;
    /** Called once when the subscription ends by itself, for a reader that is busy writing. */
    onEnd?: () => void;
  }): HubSubscription;
  /** Sessions with readers here and the last sequence each has seen: the sweep compares them with the log. */
  watched(): { session_id: SessionId; lastSequence: number }[];
  /** The log of this session reaches at least `sequence` (from the bus or the sweep): read what is missing. */
  noticeSequence(session_id: SessionId, sequence: number): void;
  /**
   * Calls back at least once for whatever is recorded in the session from now on (waits for parked calls, `?wait`); it may repeat
   * and may include events from shortly before. Returns the way to stop.
   */
  watchSession(session_id: SessionId, listener: (event: PublishedEvent) => void): () => void;
  close(): Promise<void>;
}

/** Carries hints between replicas: losing one costs a second, never data. */
export interface EventBus {
  /** Off while this is the only replica. */
  setActive(active: boolean): void;
  publish(hint: BusHint): void;
  subscribe(listener: (hint: BusHint) => void): () => void;
  close(): Promise<void>;
}

export type BusHint =
  | { kind: 'recorded'; session_id: SessionId; sequence: number }
  /** Frame number 0 is a piece of a snapshot: placed by its offset alone. */
  | { kind: 'frame'; token: AttemptToken; frame_number: number; draft: EphemeralDraft; after_sequence: number }
  | { kind: 'attempt'; org_id: string; token: AttemptToken; message_id: MessageId | null; after_sequence: number }
  | { kind: 'closed'; atom_key: string }
  | { kind: 'snapshot_wanted'; session_id: SessionId }
  | { kind: 'stop'; turn_id: TurnId; segment: number; reason: 'canceled' | 'fenced' }
  | { kind: 'dispatch' };
