import { EverrunsError } from '@everruns/schemas';

/** The refusal that people read: which address, and what an operator can do about it. */
export function createBlockedError(host: string, address: string): EverrunsError {
  const where = host === address ? address : `${host} (${address})`;
  return new EverrunsError(
    'invalid_request',
    `Connections to ${where} are not allowed: it is not a public address. An operator can open its range with EGRESS_ALLOW_CIDRS.`,
  );
}
