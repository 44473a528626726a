import type { AttemptToken, EphemeralDraft, MessageId } from '@everruns/schemas';

export type DeltaDraft = Extract<EphemeralDraft, { data: { offset: number } }>;

interface TextStream {
  /** The delta that began it, as the pattern for those that are cut from it. */
  pattern: DeltaDraft;
  chunks: string[];
  length: number;
  /** Chunks, and UTF-16 units, that live readers have been sent. */
  sentChunks: number;
  sentLength: number;
}

/**
 * Everything that one attempt of a running atom has said so far. Deltas are placed by their offset, so that a repeated frame or a
 * worker's snapshot adds only what is new; a delta beyond the end has lost its prefix and is refused as a gap.
 */
export class AttemptTranscript {
  readonly token: AttemptToken;
  /** The message or tool call that it speaks for; known from the first frame if not before. */
  subjectId: string | null;
  /** The worker streams to this process: we answer for the snapshot. */
  isLocal = false;
  /** Readers get nothing of it before they have every recorded event up to here. */
  afterSequence = 0;
  /** Its readers may lack recorded events that this process has not heard of: a read of the log is due. */
  isBlocked = false;
  readonly #streams = new Map<string, TextStream>();
  #lastFrame = 0;
  #progress: { draft: EphemeralDraft; isSent: boolean } | null = null;
  #isResetSent = false;

  constructor(token: AttemptToken, messageId: MessageId | null) {
    this.token = token;
    this.subjectId = messageId;
  }

  /** Takes a frame. Frame number 0 is placed by offset alone. */
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

  /** What live readers have not been sent yet, which counts as sent from now on. */
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

  /** For a reader that joins now: everything so far, one delta a part. */
  snapshot(): EphemeralDraft[] {
    const drafts = this.#reset();
    for (const stream of this.#streams.values()) {
      if (stream.length > 0) drafts.push(deltaFrom(stream, 0, 0));
    }
    if (this.#progress !== null) drafts.push(this.#progress.draft);
    return drafts;
  }

  /** The next `takeUnsent` begins again at offset 0: somebody has joined who cannot be served yet. */
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

/** Type and fields of the pattern with another stretch of the text. */
function deltaFrom(stream: TextStream, firstChunk: number, offset: number): DeltaDraft {
  const { type, data } = stream.pattern;
  return { type, data: { ...data, offset, delta: stream.chunks.slice(firstChunk).join('') } } as DeltaDraft;
}
