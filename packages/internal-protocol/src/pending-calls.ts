import { EverrunsError } from '@everruns/schemas';
import type { Answer } from './wire.ts';

export type CallAnswer = NonNullable<Answer['response']>;

export interface PendingCallsOptions {
  /** How long a call waits for its answer. */
  deadlineMs: number;
  /** Called when nobody waits for this call's answer any more. */
  onGivenUp(id: number): void;
}

interface PendingCall {
  resolve(answer: CallAnswer): void;
  reject(error: EverrunsError): void;
}

/** The calls that wait for their answers, by number. The numbers continue when a new stream replaces a broken one. */
export class PendingCalls {
  readonly #options: PendingCallsOptions;
  readonly #calls = new Map<number, PendingCall>();
  #lastId = 0;

  constructor(options: PendingCallsOptions) {
    this.#options = options;
  }

  nextId(): number {
    return (this.#lastId += 1);
  }

  /**
   * Rejects with `unavailable` at the deadline, with `canceled` when the signal aborts, and with the error given to
   * `failAll`.
   */
  wait(id: number, signal: AbortSignal | undefined): Promise<CallAnswer> {
    const { deadlineMs } = this.#options;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.#calls.delete(id);
      };
      const giveUp = (error: EverrunsError): void => {
        settle();
        this.#options.onGivenUp(id);
        reject(error);
      };
      const abort = (): void =>
        giveUp(new EverrunsError('canceled', 'the call was canceled', { cause: signal?.reason }));
      const timer = setTimeout(
        () => giveUp(new EverrunsError('unavailable', `no answer came within ${deadlineMs} ms`)),
        deadlineMs,
      );
      signal?.addEventListener('abort', abort, { once: true });
      this.#calls.set(id, {
        resolve(answer) {
          settle();
          resolve(answer);
        },
        reject(error) {
          settle();
          reject(error);
        },
      });
    });
  }

  /** Drops an answer that nobody waits for any more. */
  answer({ id, response }: Answer): void {
    if (response !== undefined) this.#calls.get(id)?.resolve(response);
  }

  failAll(error: EverrunsError): void {
    for (const call of this.#calls.values()) call.reject(error);
  }
}
