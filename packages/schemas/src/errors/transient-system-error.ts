import { isEverrunsError } from './everruns-error.ts';

/**
 * Errors of networks and names, and of handles and ports that are temporarily exhausted. `UND_ERR_…` are undici's codes for them.
 */
const PASSING_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'EADDRNOTAVAIL',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
]);
/** Causes are followed to this depth, because no real chain is longer. */
const DEEPEST = 5;

/**
 * Whether an error, or one of its causes, is about networks, names or exhausted handles, so that a retry may soon succeed.
 * An `EverrunsError` never counts, because its code already states its meaning.
 */
export function isTransientSystemError(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || isEverrunsError(error) || depth > DEEPEST) return false;
  const { code, syscall, cause, errors } = error as Record<string, unknown>;
  if (typeof code === 'string' && PASSING_CODES.has(code)) return true;
  // The socket belongs to a server that is about to restart.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (Array.isArray(errors) && errors.some((one) => isTransientSystemError(one, depth + 1))) return true;
  return isTransientSystemError(cause, depth + 1);
}
