import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { describeError } from './describe-error.ts';

export interface LoggerOptions {
  level: Level | 'silent';
  /** Standard output where absent. */
  destination?: DestinationStream;
}

/** The logger of a process. What lies under `error` or `err` is written with its causes and without credentials. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = { level, serializers: { err: describeError, error: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
