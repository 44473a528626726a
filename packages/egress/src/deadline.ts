/** The signal of one call, which aborts with its caller or at its time limit. */
export interface Deadline {
  signal: AbortSignal;
  /** Must be called when the call has ended, because its timer would otherwise stay for up to an hour. */
  clear: () => void;
}

/** The signal aborts with the caller's reason, or with a `TimeoutError` as `AbortSignal.timeout` does. */
export function startDeadline(timeoutMs: number, callerSignal: AbortSignal | null | undefined): Deadline {
  const controller = new AbortController();
  const followCaller = (): void => controller.abort(callerSignal?.reason);
  const expire = (): void => {
    controller.abort(new DOMException(`The call took longer than ${timeoutMs} ms.`, 'TimeoutError'));
  };
  const timer = setTimeout(expire, timeoutMs);
  timer.unref();
  callerSignal?.addEventListener('abort', followCaller, { once: true });
  if (callerSignal?.aborted === true) followCaller();
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      callerSignal?.removeEventListener('abort', followCaller);
    },
  };
}
