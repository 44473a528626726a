import { formatAtomKey, type AttemptToken, type TurnId } from '@everruns/schemas';
import type { ClientFrame, EventStream, ServerFrame } from '@everruns/internal-protocol';
import type { EventHub } from '../../events/hub.ts';
import type { AttemptVerdict } from '../statements/judge-attempts.ts';
import { attemptName, type KnownAttempts } from '../memory/known-attempts.ts';
import { speaksFor } from './speaks-for.ts';

export interface WorkerStreamsDeps {
  hub: Pick<EventHub, 'publishFrame'>;
  attempts: Pick<KnownAttempts, 'find' | 'ask'>;
  /** Called with the segments of which a heartbeat has named a running attempt. */
  onAlive(segments: RunningSegment[]): void;
  /** The reason why a frame was refused; `unknown` if the database could not be queried. */
  onRefused(reason: FrameRefusal): void;
}

export type FrameRefusal = Exclude<AttemptVerdict, 'current'> | 'unknown';

export interface RunningSegment {
  turn_id: TurnId;
  segment: number;
}

export interface StopTurn extends RunningSegment {
  reason: 'canceled' | 'fenced';
}

type Frame = Extract<ClientFrame, { kind: 'frame' }>;

/**
 * How many frames of one stream are kept while its attempts are looked up. A worker has at most 64 unacknowledged frames of one attempt.
 */
const MAX_HELD = 1_000;

/** The event streams of the workers that are connected to this replica. */
export class WorkerStreams {
  readonly #deps: WorkerStreamsDeps;
  readonly #streams = new Set<WorkerInlet>();

  constructor(deps: WorkerStreamsDeps) {
    this.#deps = deps;
  }

  open(onServerFrame: (frame: ServerFrame) => void): EventStream {
    const inlet = new WorkerInlet(this.#deps, onServerFrame);
    this.#streams.add(inlet);
    return {
      send: (frame) => inlet.receive(frame),
      close: async () => {
        inlet.close();
        this.#streams.delete(inlet);
      },
    };
  }

  /** Tells every worker that is connected here; a worker that does not run the turn ignores it. */
  stop(stop: StopTurn): void {
    for (const stream of this.#streams) stream.answer({ kind: 'stop', ...stop });
  }
}

/** Handles the frames of one worker. A frame counts only once its attempt is known to be the newest of a running turn. */
class WorkerInlet {
  readonly #deps: WorkerStreamsDeps;
  readonly answer: (frame: ServerFrame) => void;
  /** Frames of attempts that are being looked up, in order. */
  readonly #held = new Map<string, Frame[]>();
  #heldCount = 0;
  #isClosed = false;

  constructor(deps: WorkerStreamsDeps, answer: (frame: ServerFrame) => void) {
    this.#deps = deps;
    this.answer = answer;
  }

  receive(frame: ClientFrame): void {
    switch (frame.kind) {
      case 'hello':
        return;
      case 'heartbeat':
        return this.#beat(frame.running);
      case 'frame':
        return this.#takeFrame(frame);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#held.clear();
  }

  #takeFrame(frame: Frame): void {
    const name = attemptName(frame.token);
    const held = this.#held.get(name);
    const verdict = held === undefined ? this.#deps.attempts.find(frame.token) : null;
    if (verdict !== null) return this.#settle(frame, verdict);
    if (this.#heldCount >= MAX_HELD) return this.#deps.onRefused('unknown');
    this.#heldCount += 1;
    if (held !== undefined) return void held.push(frame);
    this.#held.set(name, [frame]);
    void this.#lookUp(name, frame.token);
  }

  async #lookUp(name: string, token: AttemptToken): Promise<void> {
    const verdict = await this.#deps.attempts.ask(token);
    const frames = this.#held.get(name) ?? [];
    this.#held.delete(name);
    this.#heldCount -= frames.length;
    for (const frame of frames) this.#settle(frame, verdict ?? 'unknown');
  }

  #settle({ token, frame_number, draft }: Frame, verdict: AttemptVerdict | 'unknown'): void {
    if (verdict !== 'current') return this.#deps.onRefused(verdict);
    if (!speaksFor(token, draft)) return this.#deps.onRefused('foreign');
    this.#deps.hub.publishFrame(token, frame_number, draft);
    const { atom, attempt } = token;
    this.answer({ kind: 'ack', turn_id: atom.turn_id, atom_key: formatAtomKey(atom), attempt, frame_number });
  }

  #beat(running: readonly AttemptToken[]): void {
    const alive: AttemptToken[] = [];
    for (const token of running) {
      const verdict = this.#deps.attempts.find(token);
      if (verdict === 'current') alive.push(token);
      else void this.#beatOf(token, verdict);
    }
    this.#noteAlive(alive);
  }

  /** Tells a worker to stop a segment that is over, because the first stop order may have been lost. */
  async #beatOf(token: AttemptToken, known: AttemptVerdict | null): Promise<void> {
    const verdict = known ?? (await this.#deps.attempts.ask(token));
    if (this.#isClosed) return;
    if (verdict === 'current') this.#noteAlive([token]);
    if (verdict !== 'over') return;
    this.answer({ kind: 'stop', turn_id: token.atom.turn_id, segment: token.segment + 1, reason: 'fenced' });
  }

  #noteAlive(tokens: readonly AttemptToken[]): void {
    if (tokens.length > 0) this.#deps.onAlive(tokens.map(({ atom, segment }) => ({ turn_id: atom.turn_id, segment })));
  }
}
