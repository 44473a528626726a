import type { Context } from '@temporalio/activity';

const FALLBACK_INTERVAL_MS = 5_000;

/** Sends heartbeats until disposed, three in each timeout, so that a single lost one does no harm. */
export function startHeartbeat(context: Pick<Context, 'heartbeat' | 'info'>): Disposable {
  const timeoutMs = context.info.heartbeatTimeoutMs;
  const timer = setInterval(() => context.heartbeat(), timeoutMs === undefined ? FALLBACK_INTERVAL_MS : timeoutMs / 3);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
