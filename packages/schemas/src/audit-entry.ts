import { z } from 'zod';
import { AuditEntryId } from './ids.ts';

/** One thing that somebody changed. It holds names of fields, never their values. */
export const AuditEntry = z.object({
  id: AuditEntryId,
  /** `user:<id>`, `key:<id>` or `operator`. */
  actor: z.string(),
  /** The operation, as OpenAPI names it. */
  action: z.string(),
  target_id: z.string().optional(),
  /** Fields that the request gave. */
  fields: z.array(z.string()),
  request_id: z.string(),
  created_at: z.iso.datetime(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
