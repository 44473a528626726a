import { isTransientSystemError } from '@everruns/schemas';

/**
 * SQLSTATE classes of errors that may be over in a moment: connections, conflicts between transactions, resources, operator intervention,
 * and the system below.
 */
const PASSING_CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
/**
 * SQLSTATEs of the same kind: a primary that became read-only, time limits of a session or a transaction, and a lock that another
 * transaction holds.
 */
const PASSING_STATES: ReadonlySet<string> = new Set(['25006', '25P03', '25P04', '55P03']);
/** The messages of pg and its pool that come without a code. */
const LOST =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end)|connection is closed/i;

/** The SQLSTATE, or the errno of the connection. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Whether PostgreSQL is unreachable, full, read-only or overloaded, or the connection broke. */
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

/** Whether the same work may succeed in a moment, so that the whole transaction may be tried again (E17, E26). */
export function isTransient(error: unknown): boolean {
  return isTransientDatabaseError(error) || isTransientSystemError(error);
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

/** Whether the row that is referred to was deleted between the check and the write. */
export function isForeignKeyViolation(error: unknown): boolean {
  return codeOf(error) === '23503';
}

export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}
