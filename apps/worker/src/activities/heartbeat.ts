import type { Context } from '@temporalio/activity';

const FALLBACK_INTERVAL_MS = 5_000;

/** Heartbeats from a timer until disposed, three times in each timeout, so that one lost beat kills nothing. */
export function startHeartbeat(context: Pick<Context, 'heartbeat' | 'info'>): Disposable {
  const timeoutMs = context.info.heartbeatTimeoutMs;
  const timer = setInterval(() => context.heartbeat(), timeoutMs === undefined ? FALLBACK_INTERVAL_MS : timeoutMs / 3);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
