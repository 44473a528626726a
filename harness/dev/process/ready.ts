import { flushCompileCache } from 'node:module';

/** The message that a process of the stack sends to its parent once it serves. */
export interface ReadyMessage {
  kind: 'ready';
  httpUrl?: string;
  grpcAddr?: string;
}

export function reportReady(message: Omit<ReadyMessage, 'kind'>): void {
  // A killed process writes no cache at its end, so it is written now.
  flushCompileCache();
  process.send?.({ kind: 'ready', ...message });
}

/** Ends the process at a signal, or when its parent has ended. */
export function closeOnSignal(close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('disconnect', () => process.exit(1));
}
