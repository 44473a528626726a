import type { RequestContext } from '../../kernel/request-context.ts';
import type { Tx } from '../../db/database.ts';

/** The value of a secret of a subject, or else of its organization, for a host. Throws `not_found` and `secret_host_not_allowed`. */
export type ResolveSecret = (
  tx: Tx,
  ctx: Pick<RequestContext, 'org_id'>,
  wanted: { name: string; subject: string; host: string },
) => Promise<string>;
