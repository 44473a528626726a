import type { TravellingServerFrame } from '@everruns/internal-protocol/mapping';
import type { AttemptToken } from '@everruns/internal-protocol/wire';
import { formatAtomKey } from '@everruns/schemas';

type Ack = Extract<TravellingServerFrame, { kind: 'ack' }>;

/** Short compared with the unacknowledged frames that a worker may have: 64 at 30 ms. */
const ACK_EVERY_MS = 100;

/** Delays acknowledgements: one covers all frames before it, and the end of an attempt needs none. */
export class PendingAcks {
  readonly #send: (ack: Ack) => void;
  readonly #acks = new Map<string, Ack>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (ack: Ack) => void) {
    this.#send = send;
  }

  add(ack: Ack): void {
    this.#acks.set(`${ack.atom_key}:${ack.attempt}`, ack);
    this.#timer ??= setTimeout(() => this.#flush(), ACK_EVERY_MS);
  }

  /** The attempt is over, so no acknowledgement is needed. */
  drop({ atom, attempt }: AttemptToken): void {
    if (atom !== undefined) this.#acks.delete(`${formatAtomKey(atom)}:${attempt}`);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#acks.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    for (const ack of this.#acks.values()) this.#send(ack);
    this.#acks.clear();
  }
}
