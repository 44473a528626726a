import { Approval, type AgentId, type SessionId, type WaitKind, type WaitStatus } from '@everruns/schemas';
import type { Database } from '../db/database.ts';
import { runSql } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { reachesSubject } from '../kernel/subject-reach.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';

export interface ApprovalFilter {
  status?: WaitStatus | undefined;
  session_id?: SessionId | undefined;
  root_session_id?: SessionId | undefined;
  agent_id?: AgentId | undefined;
  kind?: WaitKind | undefined;
  after: KeysetPosition | null;
  count: number;
}

interface ApprovalRow {
  id: string;
  created_at: Date;
  subject: string;
  [column: string]: unknown;
}

const COLUMNS = `w.id, w.session_id, w.agent_id, w.turn_id, w.kind, w.status, w.subject, w.asked as request, w.resolution, w.resolved_by,
  w.created_at, w.expires_at, w.resolved_at, g.name as agent_name,
  coalesce(s.title, (select x.title from session_texts x where x.session_id = s.id and (x.org_id = s.org_id) is true)) as title,
  (select json_agg(json_build_object('session_id', a.id, 'title', coalesce(p.title, x.title)) order by a.place)
    from unnest(s.ancestors) with ordinality as a (id, place) left join sessions p on p.id = a.id and (p.org_id = w.org_id) is true
    left join session_texts x on x.session_id = a.id and (x.org_id = w.org_id) is true) as above`;

/** Conditions that name an index by themselves: the status is part of the text, not a parameter. */
const LIST = (isOpen: boolean): string => `select ${COLUMNS} from waits w
  join sessions s on s.id = w.session_id and (s.org_id = w.org_id) is true
  join agents g on g.id = w.agent_id and (g.org_id = w.org_id) is true
  where w.org_id = $1 and w.kind in ('approval', 'question', 'connection')
    and ${isOpen ? `w.status = 'open' and $2::text = 'open'` : '($2::text is null or w.status = $2)'}
    and ($3::uuid is null or w.session_id = $3) and ($4::uuid is null or w.agent_id = $4) and ($5::text is null or w.kind = $5)
    and ($12::uuid is null or w.root_session_id = $12)
    and ($9::text is null or w.subject = $9)
    and ($9::text is not null or $10::boolean or w.subject not like 'user:%' or w.subject = $11::text)
    and ($6::timestamptz is null or (w.created_at, w.id) < ($6::timestamptz, $7::uuid))
  order by w.created_at desc, w.id desc limit $8`;

/** What people decide, newest first. */
export async function listApprovals(
  db: Database,
  ctx: RequestContext,
  filter: ApprovalFilter,
): Promise<ListedRow<Approval>[]> {
  const { status = null, session_id = null, agent_id = null, kind = null, after, count } = filter;
  const page = [after?.created_at ?? null, after?.id ?? null, count];
  const { bound, person, noteForeign } = ctx.subjects;
  const reach = [bound, noteForeign !== null, person];
  const values = [ctx.org_id, status, session_id, agent_id, kind, ...page, ...reach, filter.root_session_id ?? null];
  const rows = await runSql<ApprovalRow>(db, LIST(status === 'open'), values);
  // The use of the scope `subjects:any` is audited for each subject.
  const reached = rows.filter(({ subject }) => reachesSubject(ctx, subject));
  return readListed('waits', reached, toApproval);
}

const COUNT = `select count(*)::int as open from (select from waits w
  where w.org_id = $1 and w.kind in ('approval', 'question', 'connection') and w.status = 'open'
    and ($2::text is null or w.subject = $2)
    and ($2::text is not null or $3::boolean or w.subject not like 'user:%' or w.subject = $4::text)
  limit $5) w`;

/** Counts what is open, up to `most`. */
export async function countOpenApprovals(db: Database, ctx: RequestContext, most: number): Promise<number> {
  const { bound, person, noteForeign } = ctx.subjects;
  const [row] = await runSql<{ open: number }>(db, COUNT, [ctx.org_id, bound, noteForeign !== null, person, most]);
  return row?.open ?? 0;
}

const ONE = `select ${COLUMNS} from waits w
  join sessions s on s.id = w.session_id and (s.org_id = w.org_id) is true
  join agents g on g.id = w.agent_id and (g.org_id = w.org_id) is true
  where w.org_id = $1 and w.id = $2 and w.kind in ('approval', 'question', 'connection')`;

export async function findApproval(db: Database, ctx: RequestContext, id: string): Promise<Approval | null> {
  const [row] = await runSql<ApprovalRow>(db, ONE, [ctx.org_id, id]);
  return row === undefined ? null : toApproval(row);
}

function toApproval(row: ApprovalRow): Approval {
  const { title, above, session_id, ...columns } = row;
  const place = (id: unknown, name: unknown) => ({ session_id: id, ...(name === null ? {} : { title: name }) });
  const others = (above ?? []) as { session_id: string; title: string | null }[];
  const path = [...others.map((one) => place(one.session_id, one.title)), place(session_id, title)];
  const present = Object.entries(columns).filter(([, value]) => value !== null);
  const told = present.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]);
  return Approval.parse({
    ...Object.fromEntries(told),
    session_id,
    path,
  });
}
