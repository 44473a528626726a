import type { Clock, EventEmitter } from '@everruns/core';
import type { ClientFrame } from '@everruns/internal-protocol';
import type { AttemptToken, EphemeralDraft } from '@everruns/schemas';

type DeltaDraft = Extract<EphemeralDraft, { data: { offset: number } }>;

/** Emits frames while an attempt works. It is closed before the outcome is sent, because no frame may follow the outcome. */
export interface AttemptEmitter extends EventEmitter {
  close(): void;
}

export interface AttemptFrames extends AttemptEmitter {
  /** The control plane has everything up to this frame. */
  acknowledge(frameNumber: number): void;
  /** Sends everything again, one delta for each part, because the control plane may have lost all of it. */
  sendSnapshot(): void;
  /** Drops what was not sent yet: the commit carries the whole. */
  close(): void;
}

export interface AttemptFramesOptions {
  token: AttemptToken;
  send: (frame: ClientFrame) => void;
  clock: Clock;
}

const COALESCE_MS = 30;
/** How many frames may be unacknowledged. Beyond it, new text waits here as one delta for each part. */
const WINDOW = 64;

/**
 * Numbers the frames of one attempt and sends at most one delta per 30 ms and part; the first is sent at once. A control plane that
 * does not keep up gets fewer, longer deltas.
 */
export function createAttemptFrames({ token, send, clock }: AttemptFramesOptions): AttemptFrames {
  const said = new Map<string, { first: DeltaDraft; chunks: string[] }>();
  let pending: EphemeralDraft[] = [];
  let frameNumber = 0;
  let acknowledged = 0;
  let isCoolingDown = false;
  let isClosed = false;
  let stopCoolDown = (): void => undefined;

  const flush = (): void => {
    if (frameNumber - acknowledged >= WINDOW) return;
    const drafts = pending;
    pending = [];
    for (const draft of drafts) send({ kind: 'frame', token, frame_number: (frameNumber += 1), draft });
    if (drafts.length > 0) coolDown();
  };
  const coolDown = (): void => {
    isCoolingDown = true;
    stopCoolDown();
    stopCoolDown = clock.after(COALESCE_MS, () => {
      isCoolingDown = false;
      flush();
    });
  };
  const remember = (draft: DeltaDraft): void => {
    const stream = said.get(streamKey(draft));
    if (stream === undefined) said.set(streamKey(draft), { first: draft, chunks: [draft.data.delta] });
    else stream.chunks.push(draft.data.delta);
  };

  return {
    emit(draft) {
      if (isClosed) return;
      if (isDelta(draft)) remember(draft);
      pending = appendCoalesced(pending, draft);
      if (!isCoolingDown) flush();
    },
    sendSnapshot() {
      if (isClosed) return;
      const progress = pending.filter((draft) => !isDelta(draft));
      pending = [...said.values()].map(({ first, chunks }) => withDelta(first, chunks.join('')));
      pending.push(...progress);
      acknowledged = frameNumber;
      flush();
    },
    acknowledge(upTo) {
      acknowledged = Math.max(acknowledged, upTo);
      if (!isCoolingDown) flush();
    },
    close() {
      isClosed = true;
      stopCoolDown();
      pending = [];
    },
  };
}

/** Adds a draft, whose text continues that of the last one if both are of the same part. */
export function appendCoalesced(pending: EphemeralDraft[], draft: EphemeralDraft): EphemeralDraft[] {
  if (!isDelta(draft)) return [...pending.filter(({ type }) => type !== draft.type), draft];
  const last = pending.at(-1);
  if (last === undefined || !isDelta(last) || streamKey(last) !== streamKey(draft)) return [...pending, draft];
  return [...pending.slice(0, -1), withDelta(last, last.data.delta + draft.data.delta)];
}

/** Deltas with the same key continue the same text. */
function streamKey(draft: EphemeralDraft): string {
  return draft.type === 'output.message.delta' ? `${draft.type}:${draft.data.part}` : draft.type;
}

function isDelta(draft: EphemeralDraft): draft is DeltaDraft {
  return 'offset' in draft.data;
}

function withDelta(draft: DeltaDraft, delta: string): DeltaDraft {
  switch (draft.type) {
    case 'output.message.delta':
      return { type: draft.type, data: { ...draft.data, delta } };
    case 'reason.thinking.delta':
      return { type: draft.type, data: { ...draft.data, delta } };
    case 'tool.output.delta':
      return { type: draft.type, data: { ...draft.data, delta } };
  }
}
