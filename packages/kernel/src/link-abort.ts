/** A signal that follows others and can be aborted by itself. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Stops following. It must be called when the work is over, because the other signals may live much longer. */
  release(): void;
}

/**
 * Aborts with the reason of the first parent that aborts. `AbortSignal.any` does the same without `release`, with weak references that
 * cost the garbage collector more than a step of a turn should.
 */
export function linkAbort(...parents: readonly AbortSignal[]): LinkedAbort {
  const controller = new AbortController();
  const follows = parents.map((parent) => {
    const follow = (): void => controller.abort(parent.reason);
    parent.addEventListener('abort', follow, { once: true });
    return () => parent.removeEventListener('abort', follow);
  });
  const aborted = parents.find((parent) => parent.aborted);
  if (aborted !== undefined) controller.abort(aborted.reason);
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => follows.forEach((unfollow) => unfollow()),
  };
}
