import { isStorableText } from '@everruns/kernel';
import { z } from 'zod';
import type { UserId } from './ids.ts';
import { LIMITS } from './limits.ts';

const PERSON = 'user:';
const FORM = /^(?:local|user:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|app:[ -~\u00a0-\uffff]{1,256})$/;

/**
 * The person or thing on whose behalf a session runs: `local` (the organization as a whole), `user:<id>` (a person with an account) or
 * `app:<name>` (whatever a product built on the platform calls its own users; 1 to 256 characters).
 */
export const Subject = z
  .string()
  .max(LIMITS.subjectLength)
  .regex(FORM, 'must be local, user:<id of a person>, or app: and 1 to 256 characters')
  .refine(isStorableText, 'must not contain unpaired surrogates');
export type Subject = z.infer<typeof Subject>;

/** The subject of what belongs to no person. */
export const LOCAL_SUBJECT = 'local';

export function subjectOfPerson(userId: UserId): Subject {
  return `${PERSON}${userId}`;
}

/** Whether the subject is a person with an account, which only that person reaches. */
export function isPersonSubject(subject: string): boolean {
  return subject.startsWith(PERSON);
}

/** A subject other than the organization itself, whose data is erased with its sessions and agents. */
export const NamedSubject = Subject.refine(
  (subject) => subject !== LOCAL_SUBJECT,
  'must be user:<id of a person>, or app: and 1 to 256 characters',
);

const Count = z.int().nonnegative();

/** How much is stored of a subject. */
export const SubjectData = z.object({
  subject: z.string(),
  sessions: Count,
  secrets: Count,
  /** Remembered approvals for the subject as a whole. Those of its sessions and agents count with these. */
  approval_rules: Count,
  /** Its logins at MCP servers. */
  mcp_connections: Count,
  /** Devices that execute the calls of its sessions. */
  devices: Count,
  /** API keys that are bound to the subject. They are no data of it and stay. */
  api_keys: Count,
});
export type SubjectData = z.infer<typeof SubjectData>;

/** What became of a subject's sessions. `keep`: they belong to the organization from then on, so that every member reaches them. */
export const SubjectSessions = z.enum(['delete', 'keep']);
export type SubjectSessions = z.infer<typeof SubjectSessions>;

/** What was erased. */
export const SubjectErasure = z.object({
  subject: z.string(),
  sessions_deleted: Count,
  sessions_kept: Count,
  secrets: Count,
  approval_rules: Count,
  mcp_connections: Count,
  devices: Count,
  /** Sessions that were not reached in the time of one request. Repeat the request until there are none. */
  sessions_left: Count,
});
export type SubjectErasure = z.infer<typeof SubjectErasure>;
