import { z } from 'zod';
import { AuditEntryId } from './ids.ts';

/** One thing that somebody changed. It holds names of fields, never their values. */
export const AuditEntry = z.object({
  id: AuditEntryId,
  /** `user:<id>`, `key:<id>`, `operator`, or `anonymous`: somebody who failed to sign in. */
  actor: z.string(),
  /** The operation, as OpenAPI names it; beside these `login_failed`, `refresh_token_reused`, `reset_password` and `retire_account`. */
  action: z.string(),
  target_id: z.string().optional(),
  /** Fields that the request gave; of a login how it was proven: `password`, `google`, `github`; of `accept_invitation` the role. */
  fields: z.array(z.string()),
  request_id: z.string(),
  created_at: z.iso.datetime(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
