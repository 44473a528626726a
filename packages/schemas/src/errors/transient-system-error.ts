import { isEverrunsError } from './everruns-error.ts';

/** Networks and names, and handles and ports that run out for a while. `UND_ERR_…` are undici's own words for the same. */
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
/** A cause has a cause; nobody builds a longer chain. */
const DEEPEST = 5;

/**
 * Whether an error is one of networks, names or exhausted handles, or was caused by one: what failed may well succeed in a moment.
 * An `EverrunsError` says for itself what it is.
 */
export function isTransientSystemError(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || isEverrunsError(error) || depth > DEEPEST) return false;
  const { code, syscall, cause, errors } = error as Record<string, unknown>;
  if (typeof code === 'string' && PASSING_CODES.has(code)) return true;
  // The socket of a server that is about to come back.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (Array.isArray(errors) && errors.some((one) => isTransientSystemError(one, depth + 1))) return true;
  return isTransientSystemError(cause, depth + 1);
}
