import { EverrunsError, isPersonSubject, LOCAL_SUBJECT } from '@everruns/schemas';

/** Whose sessions a caller reaches. */
export interface SubjectReach {
  /** The only subject that the caller reaches. Null for a caller that is not bound to one. */
  bound: string | null;
  /** The `user:<id>` that the caller is or may act for; null without one. Subjects of other people are out of reach. */
  person: string | null;
  /** Not null for a caller who reaches the sessions of all people: called with the subject at each such use, which is audited. */
  noteForeign: ((subject: string) => void) | null;
}

/** The reach of the platform itself: a worker, the sweep, a command of the operator. */
export const EVERY_SUBJECT: SubjectReach = {
  bound: null,
  person: null,
  noteForeign: () => undefined,
};

/** What a lookup of a session needs of its caller. */
export interface WithReach {
  subjects: SubjectReach;
}

/**
 * Whether the caller reaches what belongs to this subject. Every lookup of a session asks this, and answers as if the session were missing
 * when it is not so.
 */
export function reachesSubject({ subjects: { bound, person, noteForeign } }: WithReach, subject: string): boolean {
  if (bound !== null) return subject === bound;
  if (!isPersonSubject(subject) || subject === person) return true;
  noteForeign?.(subject);
  return noteForeign !== null;
}

/** The subject of something new: the one that was asked for, or the one that the caller is bound to, or the organization. Throws `forbidden` for a subject that the caller may not act for. */
export function subjectOfNew(ctx: WithReach, asked: string | undefined): string {
  const subject = asked ?? ctx.subjects.bound ?? LOCAL_SUBJECT;
  if (reachesSubject(ctx, subject)) return subject;
  const { bound } = ctx.subjects;
  const message =
    bound === null
      ? 'is the subject of a person, for whom only that person may act, or an admin with a key that has the scope subjects:any'
      : `is not ${bound}, to which this API key is bound`;
  throw new EverrunsError('forbidden', `subject: ${message}.`, {
    errors: [{ path: 'subject', code: 'not_yours', message }],
  });
}
