import { isTransientSystemError } from '@everruns/schemas';

/** Connections, conflicts between transactions, resources, the operator's hand, the system below: each may be over in a moment. */
const PASSING_CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
/** A primary that is no longer one, limits of a session's or a transaction's time, and a lock that somebody holds. */
const PASSING_STATES: ReadonlySet<string> = new Set(['25006', '25P03', '25P04', '55P03']);
/** What pg and its pool say without a code. */
const LOST =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end)|connection is closed/i;

/** The SQLSTATE, or the errno of the connection. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** PostgreSQL is away, full, read-only or overloaded, or its connection broke. */
export function isTransientDatabaseError(error: unknown): boolean {
  const code = codeOf(error);
  if (
    code !== undefined &&
    (PASSING_STATES.has(code) || (code.length === 5 && PASSING_CLASSES.has(code.slice(0, 2))))
  ) {
    return true;
  }
  return error instanceof Error && LOST.test(error.message);
}

/** What failed may succeed in a moment: the whole keyed transaction may be tried again, and nobody is to blame (E17, E26). */
export function isTransient(error: unknown): boolean {
  return isTransientDatabaseError(error) || isTransientSystemError(error);
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

/** What the row refers to was deleted between the look and the write. */
export function isForeignKeyViolation(error: unknown): boolean {
  return codeOf(error) === '23503';
}

export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}
