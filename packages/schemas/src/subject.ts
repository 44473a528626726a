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
