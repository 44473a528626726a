import { formatAtomKey, type AttemptToken, type TurnId } from '@everruns/schemas';
import type { ClientFrame, EventStream, ServerFrame } from '@everruns/internal-protocol';
import type { EventHub } from '../../events/hub.ts';

export interface WorkerStreamsDeps {
  hub: EventHub;
  /** Turns that a heartbeat named. */
  onAlive(turnIds: string[]): void;
}

export interface StopTurn {
  turn_id: TurnId;
  segment: number;
  reason: 'canceled' | 'fenced';
}

/** The event streams of the workers that are connected to this replica. */
export class WorkerStreams {
  readonly #deps: WorkerStreamsDeps;
  readonly #streams = new Set<(frame: ServerFrame) => void>();

  constructor(deps: WorkerStreamsDeps) {
    this.#deps = deps;
  }

  open(onServerFrame: (frame: ServerFrame) => void): EventStream {
    this.#streams.add(onServerFrame);
    return {
      send: (frame) => this.#receive(frame, onServerFrame),
      close: async () => void this.#streams.delete(onServerFrame),
    };
  }

  /** Tells every worker here; one that does not run the turn ignores it. */
  stop(stop: StopTurn): void {
    for (const send of this.#streams) send({ kind: 'stop', ...stop });
  }

  #receive(frame: ClientFrame, answer: (frame: ServerFrame) => void): void {
    switch (frame.kind) {
      case 'hello':
        return;
      case 'heartbeat':
        this.#deps.onAlive([...new Set(frame.running.map((token) => token.atom.turn_id))]);
        return;
      case 'frame':
        this.#deps.hub.publishFrame(frame.token, frame.frame_number, frame.draft);
        answer(acknowledge(frame.token, frame.frame_number));
    }
  }
}

function acknowledge(token: AttemptToken, frameNumber: number): ServerFrame {
  const { atom, attempt } = token;
  return { kind: 'ack', turn_id: atom.turn_id, atom_key: formatAtomKey(atom), attempt, frame_number: frameNumber };
}
