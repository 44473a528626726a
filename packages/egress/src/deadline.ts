/** The signal of one call: that of its caller, or the end of the time that it may take. */
export interface Deadline {
  signal: AbortSignal;
  /** To be called when the call is over: an hour's timer for each finished call would be a leak. */
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
