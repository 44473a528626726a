import type { Clock } from '@everruns/core/catalog';
import {
  type AttemptToken,
  type EphemeralDraft,
  formatAtomKey,
  type MessageId,
  type SessionId,
} from '@everruns/schemas';
import { AttemptTranscript } from './attempt-transcript.ts';
import { BoundedMap } from '@everruns/kernel';
import type { EventBus, PublishedEvent } from './hub.ts';
import type { SessionChannel } from './session-channel.ts';
import { isTurnEnd } from './turn-ends.ts';

export interface AttemptRingsDeps {
  bus: EventBus;
  clock: Clock;
  /** The session's channel; made if it is not there. */
  channelFor: (session_id: SessionId) => SessionChannel;
  findChannel: (session_id: SessionId) => SessionChannel | undefined;
  forgetUnused: (channel: SessionChannel) => void;
}

export interface FrameInput {
  token: AttemptToken;
  frame_number: number;
  draft: EphemeralDraft;
}

const CLOSED_ATOMS = 10_000;
/** Beyond this the oldest is given up: its readers wait for the recorded message. */
const MAX_RINGS = 10_000;
const SNAPSHOT_REQUEST_MS = 500;

/** The rings of all running atoms that stream here or are watched from here: newest attempt only, none after the outcome. */
export class LiveAttempts {
  readonly #deps: AttemptRingsDeps;
  readonly #rings = new Map<string, { ring: AttemptTranscript; channel: SessionChannel }>();
  readonly #closed = new BoundedMap<string, true>(CLOSED_ATOMS);

  constructor(deps: AttemptRingsDeps) {
    this.#deps = deps;
  }

  /** A Begin that this process granted: everything recorded before it is known here. */
  open(org_id: string, token: AttemptToken, messageId: MessageId | null): void {
    const entry = this.#open(token, messageId);
    if (entry === null) return;
    const after_sequence = entry.channel.head;
    entry.ring.afterSequence = after_sequence;
    entry.channel.flush(entry.ring);
    this.#deps.bus.publish({ kind: 'attempt', org_id, token, message_id: messageId, after_sequence });
  }

  /** A frame of a worker that streams to this process. */
  takeFrame(frame: FrameInput): 'accepted' | 'dropped' {
    const entry = this.#entryFor(frame.token, (ring) => {
      // Begun at another replica: what was recorded before is in the log, though maybe not yet known here.
      ring.isBlocked = true;
    });
    if (entry === null) return 'dropped';
    const { ring, channel } = entry;
    ring.isLocal = true;
    ring.afterSequence = channel.head;
    const merged = ring.merge(frame.frame_number, frame.draft);
    if (merged === 'duplicate') return 'dropped';
    if (merged === 'gap') this.#askForSnapshot(channel);
    else channel.flush(ring);
    this.#deps.bus.publish({ kind: 'frame', ...frame, after_sequence: channel.head });
    return 'accepted';
  }

  /** The same two from another replica. Only sessions with readers here are of interest, and attempts that replace ours. */
  openRemote(token: AttemptToken, messageId: MessageId | null, afterSequence: number): void {
    if (!this.#isOfInterest(token)) return;
    const entry = this.#open(token, messageId);
    if (entry === null) return;
    // Told late: what readers here already have may hold its end.
    entry.ring.isBlocked = isBehind(entry.channel, afterSequence);
    this.#follow(entry, afterSequence);
  }

  takeRemoteFrame(frame: FrameInput, afterSequence: number): void {
    if (!this.#isOfInterest(frame.token)) return;
    let isStale = false;
    const entry = this.#entryFor(frame.token, (_ring, channel) => {
      // Sent before something that readers here already have: perhaps its own end. A live attempt answers with a snapshot.
      isStale = isBehind(channel, afterSequence);
    });
    if (entry === null) return;
    const merged = isStale ? 'gap' : entry.ring.merge(frame.frame_number, frame.draft);
    if (merged === 'gap') this.#askForSnapshot(entry.channel);
    if (merged === 'grown') this.#follow(entry, afterSequence);
  }

  #follow({ ring, channel }: { ring: AttemptTranscript; channel: SessionChannel }, afterSequence: number): void {
    ring.afterSequence = Math.max(ring.afterSequence, afterSequence);
    channel.notice(afterSequence);
    channel.flush(ring);
  }

  /** Sends what local workers have said in this session so far to the replicas that ask for it. */
  answerSnapshotRequest(channel: SessionChannel): void {
    for (const ring of channel.rings.values()) {
      if (!ring.isLocal) continue;
      for (const draft of ring.snapshot()) {
        if (draft.type === 'output.message.reset') continue;
        const after_sequence = channel.head;
        this.#deps.bus.publish({ kind: 'frame', token: ring.token, frame_number: 0, draft, after_sequence });
      }
    }
  }

  close(atomKey: string): void {
    this.#closed.set(atomKey, true);
    const entry = this.#rings.get(atomKey);
    if (entry === undefined) return;
    this.#rings.delete(atomKey);
    entry.channel.rings.delete(atomKey);
    this.#deps.forgetUnused(entry.channel);
  }

  /** On every replica the log itself says when an attempt has ended. */
  closeEndedBy(channel: SessionChannel, event: PublishedEvent): void {
    for (const [key, ring] of channel.rings) {
      if (ring.token.atom.turn_id === event.turn_id && isEndedBy(ring, event)) this.close(key);
    }
  }

  #entryFor(token: AttemptToken, onUnknown: (ring: AttemptTranscript, channel: SessionChannel) => void) {
    const known = this.#rings.get(formatAtomKey(token.atom));
    if (known?.ring.token.attempt === token.attempt) return known;
    const entry = this.#open(token, null);
    if (entry !== null) onUnknown(entry.ring, entry.channel);
    return entry;
  }

  /** Null when there is nothing new to open: the atom is closed, or this attempt or a later one is open. */
  #open(token: AttemptToken, messageId: MessageId | null): { ring: AttemptTranscript; channel: SessionChannel } | null {
    const key = formatAtomKey(token.atom);
    const known = this.#rings.get(key);
    if (this.#closed.get(key) === true || (known !== undefined && known.ring.token.attempt >= token.attempt))
      return null;
    const entry = {
      ring: new AttemptTranscript(token, messageId ?? (known?.ring.subjectId as MessageId | undefined) ?? null),
      channel: this.#deps.channelFor(token.session_id),
    };
    this.#rings.delete(key);
    this.#rings.set(key, entry);
    this.#giveUpOldest();
    entry.channel.rings.set(key, entry.ring);
    return entry;
  }

  #giveUpOldest(): void {
    if (this.#rings.size <= MAX_RINGS) return;
    for (const key of this.#rings.keys()) return this.close(key);
  }

  #isOfInterest(token: AttemptToken): boolean {
    return hasReaders(this.#deps.findChannel(token.session_id)) || this.#rings.has(formatAtomKey(token.atom));
  }

  #askForSnapshot(channel: SessionChannel): void {
    const now = this.#deps.clock.monotonic();
    if (now - channel.snapshotAskedAt < SNAPSHOT_REQUEST_MS) return;
    channel.snapshotAskedAt = now;
    this.#deps.bus.publish({ kind: 'snapshot_wanted', session_id: channel.session_id });
  }
}

function isEndedBy(ring: AttemptTranscript, event: PublishedEvent): boolean {
  if (isTurnEnd(event.type)) return true;
  const ends = ring.token.atom.kind === 'reason' ? 'output.message.completed' : 'tool.completed';
  return event.type === ends && ring.subjectId !== null && event.json.includes(ring.subjectId);
}

function isBehind({ position }: SessionChannel, sequence: number): boolean {
  return position !== null && sequence < position;
}

function hasReaders(channel: SessionChannel | undefined): boolean {
  return channel !== undefined && channel.subscriptions.size > 0;
}
