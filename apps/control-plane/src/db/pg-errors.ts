const TRANSIENT = new Set([
  '40001',
  '40P01',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '55P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|connection is closed/i;

/** The SQLSTATE, or the errno of the connection. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The server restarts, fails over, or the connection broke: the whole keyed transaction may be tried again (E17). */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && TRANSIENT.has(code)) return true;
  return error instanceof Error && LOST.test(error.message);
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
