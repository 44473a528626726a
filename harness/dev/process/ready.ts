import { flushCompileCache } from 'node:module';

/** What a process of the stack tells its parent once it serves. */
export interface ReadyMessage {
  kind: 'ready';
  httpUrl?: string;
  grpcAddr?: string;
}

export function reportReady(message: Omit<ReadyMessage, 'kind'>): void {
  // Whoever is killed writes no cache at its end.
  flushCompileCache();
  process.send?.({ kind: 'ready', ...message });
}

/** Ends the process when it is told to, or when its parent is gone. */
export function closeOnSignal(close: () => Promise<void>): void {
  const end = () => void close().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('disconnect', () => process.exit(1));
}
