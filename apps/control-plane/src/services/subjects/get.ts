import type { SubjectData } from '@everruns/schemas';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { countSubjectData } from '../../repositories/subjects.ts';
import type { Services } from '../services.ts';

/** Says what is stored of a subject. Throws `not_found` if that is nothing, and for a subject that the caller does not reach. */
export async function getSubject(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { subject }: { subject: string },
): Promise<SubjectData> {
  if (!reachesSubject(ctx, subject)) throw notFound('subject');
  const data = await countSubjectData(db, ctx, subject);
  if (data.sessions + data.secrets + data.approval_rules + data.api_keys === 0) throw notFound('subject');
  return data;
}
