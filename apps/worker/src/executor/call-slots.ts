import { LIMITS, type TurnId } from '@everruns/schemas';

interface Turn {
  running: number;
  /** Those that wait, first come first. */
  waiting: (() => void)[];
}

/** Lets at most so many calls of one turn run at the same time in this process. The others wait. */
export class CallSlots {
  readonly #turns = new Map<TurnId, Turn>();
  readonly #most: number;

  constructor(most: number = LIMITS.parallelCalls) {
    this.#most = most;
  }

  /** Runs the work when there is a slot for it. Rejects with the signal's reason if that aborts before. */
  async run<Result>(turnId: TurnId, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.get(turnId) ?? { running: 0, waiting: [] };
    this.#turns.set(turnId, turn);
    if (turn.running >= this.#most) await wait(turn, signal);
    else turn.running += 1;
    try {
      return await work();
    } finally {
      this.#release(turnId, turn);
    }
  }

  /** The slot passes to the one that waits longest. */
  #release(turnId: TurnId, turn: Turn): void {
    const next = turn.waiting.shift();
    if (next !== undefined) return next();
    turn.running -= 1;
    if (turn.running === 0) this.#turns.delete(turnId);
  }
}

function wait(turn: Turn, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const take = (): void => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      turn.waiting.splice(turn.waiting.indexOf(take), 1);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave, { once: true });
    turn.waiting.push(take);
  });
}
