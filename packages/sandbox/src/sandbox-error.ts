import { EverrunsError } from '@everruns/schemas';
import { ENGINES, type EngineKind } from './engines.ts';

const MB = 1024 * 1024;
const RETRY_AFTER_MS = 1_000;
const NAMES: Readonly<Record<EngineKind, string>> = { bash: 'Bash', javascript: 'JavaScript', python: 'Python' };

export function createMissingEngine(kind: EngineKind): EverrunsError {
  const { packageName } = ENGINES[kind];
  const message = `${NAMES[kind]} is not part of this installation. Its operator adds it by installing the package "${packageName}".`;
  return new EverrunsError('invalid_request', message);
}

export function createTimeError(timeoutMs: number): EverrunsError {
  const message = `The program ran longer than ${timeoutMs} ms and was stopped. None of its changes were kept. Let it do less, or split its work.`;
  return new EverrunsError('request_timeout', message);
}

export function createMemoryError(memoryBytes: number): EverrunsError {
  const message = `The program needed more than ${Math.round(memoryBytes / MB)} MB of memory and was stopped. None of its changes were kept. Let it work on smaller pieces.`;
  return new EverrunsError('payload_too_large', message);
}

export function createOutputError(bytes: number): EverrunsError {
  const message = `The program printed more than ${bytes / MB} MB and was stopped. None of its changes were kept. Write long output to a file, or print less.`;
  return new EverrunsError('payload_too_large', message);
}

export function createFilesError(message: string): EverrunsError {
  return new EverrunsError('payload_too_large', message);
}

/** The process of the program ended without an answer: the program crashed its engine, or left it and was cut off. */
export function createCrashError(): EverrunsError {
  return new EverrunsError('invalid_request', 'The program ended its sandbox. None of its changes were kept.');
}

export function createBusyError(): EverrunsError {
  const message = 'Too many programs of yours are waiting to run. Try again in a moment.';
  return new EverrunsError('unavailable', message, { retryAfterMs: RETRY_AFTER_MS });
}

export function createStartError(): EverrunsError {
  const message = 'The sandbox did not start in time. Try again in a moment.';
  return new EverrunsError('unavailable', message, { retryAfterMs: RETRY_AFTER_MS });
}

export function createClosedError(): EverrunsError {
  return new EverrunsError('unavailable', 'This process is going down. Try again in a moment.');
}
