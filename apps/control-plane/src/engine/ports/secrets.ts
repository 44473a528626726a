import type { RequestContext } from '../../kernel/request-context.ts';
import type { Tx } from '../../db/database.ts';

/** A value that somebody else has to be asked for first. That is done outside the transaction; then the value is asked for again. */
export interface SecretToPrepare {
  prepare(): Promise<void>;
}

/**
 * The value of a secret of a subject, or else of its organization, for a host. With `isPrepared` it is a value. Throws `not_found` and
 * `secret_host_not_allowed`.
 */
export type ResolveSecret = (
  tx: Tx,
  ctx: Pick<RequestContext, 'org_id'>,
  wanted: { name: string; subject: string; host: string; isPrepared: boolean },
) => Promise<string | SecretToPrepare>;
