import { z } from 'zod';
import { AuditEntryId } from './ids.ts';

/** One recorded change. It contains the names of fields, but never their values. */
export const AuditEntry = z.object({
  id: AuditEntryId,
  /** `user:<id>`, `key:<id>`, `operator`, or `anonymous` for a failed login. */
  actor: z.string(),
  /** The operation, as OpenAPI names it, or `login_failed`, `refresh_token_reused`, `reset_password` or `retire_account`. */
  action: z.string(),
  target_id: z.string().optional(),
  /**
   * The fields of the request. A login has its method instead (`password`, `device`, `google`, `github`), and `accept_invitation` the role.
   */
  fields: z.array(z.string()),
  request_id: z.string(),
  created_at: z.iso.datetime(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
