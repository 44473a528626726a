import { EverrunsError } from '@everruns/schemas';

/** The error for people: which address was refused, and what an operator can do about it. */
export function createBlockedError(host: string, address: string): EverrunsError {
  const where = host === address ? address : `${host} (${address})`;
  return new EverrunsError(
    'invalid_request',
    `Connections to ${where} are not allowed: it is not a public address. An operator can open its range with EGRESS_ALLOW_CIDRS.`,
  );
}
