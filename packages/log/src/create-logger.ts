import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { describeError } from './describe-error.ts';

export interface LoggerOptions {
  level: Level | 'silent';
  /** Default: standard output. */
  destination?: DestinationStream;
}

/** Creates the logger of a process. `error` and `err` are written with their causes and without credentials. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = { level, serializers: { err: describeError, error: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
