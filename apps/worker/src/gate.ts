/** Says when something is allowed, such as taking tasks (E27). */
export interface Gate {
  /** Resolves when the gate is open. Rejects with the signal's reason. */
  whenOpen(signal: AbortSignal): Promise<void>;
  /** Aborts when the gate closes. Each opening has a new signal. */
  untilClosed(): AbortSignal;
}

export interface GateKeeper extends Gate {
  isOpen(): boolean;
  open(): void;
  close(): void;
}

/** A gate that is closed until it is opened. */
export function createGate(): GateKeeper {
  let opening = Promise.withResolvers<void>();
  let period: AbortController | null = null;
  const isOpen = (): boolean => period !== null;
  return {
    isOpen,
    open() {
      if (period !== null) return;
      period = new AbortController();
      opening.resolve();
    },
    close() {
      if (period === null) return;
      opening = Promise.withResolvers<void>();
      period.abort();
      period = null;
    },
    async whenOpen(signal) {
      signal.throwIfAborted();
      const givenUp = Promise.withResolvers<never>();
      const giveUp = (): void => givenUp.reject(signal.reason);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        while (!isOpen()) await Promise.race([opening.promise, givenUp.promise]);
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
    untilClosed: () => period?.signal ?? AbortSignal.abort(),
  };
}
