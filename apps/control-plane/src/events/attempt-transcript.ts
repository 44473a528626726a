import type { AttemptToken, EphemeralDraft, MessageId } from '@everruns/schemas';

export type DeltaDraft = Extract<EphemeralDraft, { data: { offset: number } }>;

interface TextStream {
  /** The delta that began the stream. Later deltas copy its type and fields. */
  pattern: DeltaDraft;
  chunks: string[];
  length: number;
  /** How many chunks, and how many UTF-16 units, live readers have been sent. */
  sentChunks: number;
  sentLength: number;
}

/**
 * All frames that one attempt of a running atom has sent so far. Deltas are placed by their offset, so that a repeated frame or a
 * worker's snapshot adds only what is new. A delta beyond the end lacks its prefix and is refused as a gap.
 */
export class AttemptTranscript {
  readonly token: AttemptToken;
  /** The message or tool call that the attempt produces. It is known from the first frame at the latest. */
  subjectId: string | null;
  /** The worker streams to this process, which therefore sends the snapshot to other replicas. */
  isLocal = false;
  readonly #streams = new Map<string, TextStream>();
  #lastFrame = 0;
  #progress: { draft: EphemeralDraft; isSent: boolean } | null = null;
  #isResetSent = false;

  constructor(token: AttemptToken, messageId: MessageId | null) {
    this.token = token;
    this.subjectId = messageId;
  }

  /** Takes a frame. A frame with the number 0 is placed by its offset alone. */
  merge(frameNumber: number, draft: EphemeralDraft): 'grown' | 'duplicate' | 'gap' {
    if (frameNumber > 0 && frameNumber <= this.#lastFrame) return 'duplicate';
    this.subjectId ??= subjectOf(draft);
    const result = isDelta(draft) ? this.#mergeDelta(draft) : this.#mergeProgress(draft);
    if (result !== 'gap') this.#lastFrame = Math.max(this.#lastFrame, frameNumber);
    return result;
  }

  #mergeDelta(draft: DeltaDraft): 'grown' | 'duplicate' | 'gap' {
    const stream = this.#streamOf(draft);
    if (draft.data.offset > stream.length) return 'gap';
    const added = draft.data.delta.slice(stream.length - draft.data.offset);
    if (added === '') return 'duplicate';
    stream.chunks.push(added);
    stream.length += added.length;
    return 'grown';
  }

  #streamOf(draft: DeltaDraft): TextStream {
    const key = draft.type === 'output.message.delta' ? `${draft.type}:${draft.data.part}` : draft.type;
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      stream = { pattern: draft, chunks: [], length: 0, sentChunks: 0, sentLength: 0 };
      this.#streams.set(key, stream);
    }
    return stream;
  }

  #mergeProgress(draft: EphemeralDraft): 'grown' | 'duplicate' {
    if (draft.type !== 'tool.progress') return 'duplicate';
    this.#progress = { draft, isSent: false };
    return 'grown';
  }

  /** Returns what live readers have not been sent yet. It counts as sent from now on. */
  takeUnsent(): EphemeralDraft[] {
    const drafts: EphemeralDraft[] = [];
    if (!this.#isResetSent && this.subjectId !== null) {
      drafts.push(...this.#reset());
      this.#isResetSent = true;
    }
    for (const stream of this.#streams.values()) {
      if (stream.sentLength === stream.length) continue;
      drafts.push(deltaFrom(stream, stream.sentChunks, stream.sentLength));
      stream.sentChunks = stream.chunks.length;
      stream.sentLength = stream.length;
    }
    if (this.#progress?.isSent === false) {
      drafts.push(this.#progress.draft);
      this.#progress.isSent = true;
    }
    return drafts;
  }

  /** Returns everything so far, one delta for each part, for a reader that joins now. */
  snapshot(): EphemeralDraft[] {
    const drafts = this.#reset();
    for (const stream of this.#streams.values()) {
      if (stream.length > 0) drafts.push(deltaFrom(stream, 0, 0));
    }
    if (this.#progress !== null) drafts.push(this.#progress.draft);
    return drafts;
  }

  /** Makes the next `takeUnsent` begin again at offset 0, because a reader has joined that cannot be served yet. */
  rewind(): void {
    this.#isResetSent = false;
    for (const stream of this.#streams.values()) {
      stream.sentChunks = 0;
      stream.sentLength = 0;
    }
    if (this.#progress !== null) this.#progress.isSent = false;
  }

  /** A later attempt replaces what a reader may hold of an earlier one. */
  #reset(): EphemeralDraft[] {
    const { atom, attempt } = this.token;
    if (attempt === 1 || atom.kind !== 'reason' || this.subjectId === null) return [];
    return [{ type: 'output.message.reset', data: { message_id: this.subjectId as MessageId, attempt } }];
  }
}

function isDelta(draft: EphemeralDraft): draft is DeltaDraft {
  return 'offset' in draft.data;
}

function subjectOf(draft: EphemeralDraft): string {
  return 'message_id' in draft.data ? draft.data.message_id : draft.data.tool_call_id;
}

/** A delta with the stream's text from a chunk on. */
function deltaFrom(stream: TextStream, firstChunk: number, offset: number): DeltaDraft {
  const { type, data } = stream.pattern;
  return { type, data: { ...data, offset, delta: stream.chunks.slice(firstChunk).join('') } } as DeltaDraft;
}
