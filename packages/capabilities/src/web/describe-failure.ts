import { isEverrunsError } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it broke off the connection',
  EPIPE: 'it broke off the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  UND_ERR_CONNECT_TIMEOUT: 'it does not accept a connection in time',
  UND_ERR_SOCKET: 'it broke off the connection',
  UND_ERR_HEADERS_OVERFLOW: 'its answer has too large a head',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by a known authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by a known authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by a known authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Whether a call ended because its time was over, and not because somebody canceled it. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

/** Returns the error that the model reads when a host could not be reached: which host, and why, as far as it is known. */
export function describeFailure(host: string, error: unknown): Error {
  if (isEverrunsError(error)) return error;
  if (isTimeout(error)) return createRefusal(`${host} did not answer in time.`);
  const code = findCode(error);
  const reason =
    (code === null ? undefined : REASONS[code]) ?? `the connection failed${code === null ? '' : ` (${code})`}`;
  return createRefusal(`${host} cannot be reached: ${reason}.`);
}

function findCode(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return null;
}
