import type { Clock } from '@everruns/core/catalog';
import {
  type AttemptToken,
  type EphemeralDraft,
  formatAtomKey,
  type MessageId,
  type SessionId,
} from '@everruns/schemas';
import type { AttemptRegistry } from './attempt-registry.ts';
import type { AttemptTranscript } from './attempt-transcript.ts';
import type { EventBus } from './hub.ts';
import type { SessionChannel } from './session-channel.ts';
import type { SessionChannels } from './session-channels.ts';

export interface LiveAttemptsDeps {
  bus: EventBus;
  clock: Clock;
  attempts: AttemptRegistry;
  channels: SessionChannels;
}

export interface FrameInput {
  token: AttemptToken;
  frame_number: number;
  draft: EphemeralDraft;
}

interface OpenAttempt {
  atomKey: string;
  attempt: AttemptTranscript;
  channel: SessionChannel;
}

const SNAPSHOT_REQUEST_MS = 500;

/** Takes the frames of running attempts, from workers that stream to this process and from other replicas. */
export class LiveAttempts {
  readonly #deps: LiveAttemptsDeps;

  constructor(deps: LiveAttemptsDeps) {
    this.#deps = deps;
  }

  /** This process has granted the attempt, so it knows everything that was recorded before. */
  open(org_id: string, token: AttemptToken, messageId: MessageId | null): void {
    const opened = this.#open(token, messageId);
    if (opened === null) return;
    const { channel, atomKey } = opened;
    channel.position.placeAtHead(atomKey);
    channel.settle();
    const after_sequence = channel.position.head;
    this.#deps.bus.publish({ kind: 'attempt', org_id, token, message_id: messageId, after_sequence });
  }

  /** Takes a frame of a worker that streams to this process. */
  takeFrame(frame: FrameInput): 'accepted' | 'dropped' {
    const known = this.#find(frame.token);
    const opened = known ?? this.#open(frame.token, null);
    if (opened === null) return 'dropped';
    const { attempt, channel, atomKey } = opened;
    channel.position.placeAtHead(atomKey);
    // The attempt began at another replica: what was recorded before is in the log, but this process may not know it yet.
    if (known === null) channel.position.blockAttempt(atomKey);
    attempt.isLocal = true;
    const merged = attempt.merge(frame.frame_number, frame.draft);
    if (merged === 'duplicate') return 'dropped';
    if (merged === 'gap') this.#askForSnapshot(channel);
    else channel.settle();
    this.#deps.bus.publish({ kind: 'frame', ...frame, after_sequence: channel.position.head });
    return 'accepted';
  }

  /** Another replica has granted the attempt. */
  openRemote(token: AttemptToken, messageId: MessageId | null, afterSequence: number): void {
    if (!this.#isWanted(token)) return;
    const opened = this.#open(token, messageId);
    if (opened === null) return;
    const { channel, atomKey } = opened;
    channel.position.placeAfter(atomKey, afterSequence);
    // The hint came late: what readers here already have may hold the attempt's end.
    if (channel.position.isPast(afterSequence)) channel.position.blockAttempt(atomKey);
    channel.settle();
  }

  /** Takes a frame of a worker that streams to another replica. */
  takeRemoteFrame(frame: FrameInput, afterSequence: number): void {
    if (!this.#isWanted(frame.token)) return;
    const known = this.#find(frame.token);
    const opened = known ?? this.#open(frame.token, null);
    if (opened === null) return;
    const { attempt, channel, atomKey } = opened;
    // Readers here already have something later, perhaps the attempt's end. A live attempt answers with a snapshot.
    const isStale = known === null && channel.position.isPast(afterSequence);
    const merged = isStale ? 'gap' : attempt.merge(frame.frame_number, frame.draft);
    if (merged === 'gap') this.#askForSnapshot(channel);
    if (merged !== 'grown') return;
    channel.position.placeAfter(atomKey, afterSequence);
    channel.settle();
  }

  /** Sends other replicas what local workers have said in this session so far. */
  answerSnapshotRequest(channel: SessionChannel): void {
    for (const attempt of channel.attempts.values()) {
      if (!attempt.isLocal) continue;
      for (const draft of attempt.snapshot()) {
        if (draft.type === 'output.message.reset') continue;
        const after_sequence = channel.position.head;
        this.#deps.bus.publish({ kind: 'frame', token: attempt.token, frame_number: 0, draft, after_sequence });
      }
    }
  }

  /** Returns the session of the atom if an attempt of it was open here. */
  close(atomKey: string): SessionId | null {
    const { attempts, channels } = this.#deps;
    const attempt = attempts.find(atomKey);
    attempts.close(atomKey);
    if (attempt === null) return null;
    const { session_id } = attempt.token;
    channels.find(session_id)?.closeAttempt(atomKey);
    return session_id;
  }

  #find(token: AttemptToken): OpenAttempt | null {
    const atomKey = formatAtomKey(token.atom);
    const attempt = this.#deps.attempts.find(atomKey);
    if (attempt === null || attempt.token.attempt !== token.attempt) return null;
    return { atomKey, attempt, channel: this.#deps.channels.open(attempt.token.session_id) };
  }

  /** Returns null when there is nothing new to open. */
  #open(token: AttemptToken, messageId: MessageId | null): OpenAttempt | null {
    const { attempts, channels } = this.#deps;
    const attempt = attempts.open(token, messageId);
    if (attempt === null) return null;
    const excess = attempts.findExcess();
    if (excess !== null) this.close(excess);
    const channel = channels.open(token.session_id);
    channel.openAttempt(attempt);
    return { atomKey: formatAtomKey(token.atom), attempt, channel };
  }

  /** Only sessions with readers here, and attempts that replace one of ours, are of interest. */
  #isWanted(token: AttemptToken): boolean {
    const { attempts, channels } = this.#deps;
    const channel = channels.find(token.session_id);
    return (channel !== null && channel.subscriptions.size > 0) || attempts.find(formatAtomKey(token.atom)) !== null;
  }

  #askForSnapshot(channel: SessionChannel): void {
    const now = this.#deps.clock.monotonic();
    if (now - channel.snapshotAskedAt < SNAPSHOT_REQUEST_MS) return;
    channel.snapshotAskedAt = now;
    this.#deps.bus.publish({ kind: 'snapshot_wanted', session_id: channel.session_id });
  }
}
