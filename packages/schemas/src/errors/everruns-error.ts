import type { ErrorCode } from './error-code.ts';

const MARK = Symbol.for('everruns.error');

export interface FieldError {
  /** A JSON path in the body (`message.content[0].text`), or the name of a parameter or header. */
  path: string;
  code: string;
  message: string;
  limit?: number;
}

export interface EverrunsErrorOptions {
  cause?: unknown;
  errors?: FieldError[];
  /** The number of milliseconds after which a retry makes sense. */
  retryAfterMs?: number;
}

/** The one error of the product. `message` is for people and never contains a secret or another tenant's data. */
export class EverrunsError extends Error {
  override readonly name = 'EverrunsError';
  readonly [MARK] = true;
  readonly code: ErrorCode;
  readonly errors: FieldError[];
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: EverrunsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Checks a registered symbol, so that two copies of this module recognize each other's errors. */
export function isEverrunsError(error: unknown): error is EverrunsError {
  return typeof error === 'object' && error !== null && MARK in error;
}

export function hasErrorCode(error: unknown, code: ErrorCode): boolean {
  return isEverrunsError(error) && error.code === code;
}
