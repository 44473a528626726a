import { EverrunsError, LIMITS, type JsonObject } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';
import type { StoredRule } from '../decide/call-policy.ts';
import type { SessionState } from '../state/rows.ts';

const RULES = `select id, scope, tool, capability_id, schema_hash, match, arguments_hash from approval_rules
  where org_id = $1 and tool = any($2::text[]) and (session_id = any($3::uuid[]) or agent_id = $4 or subject = $5)`;

/** The remembered approvals of these tools that concern the session, its agent or its subject. */
export function loadRules(db: Database, session: SessionState, tools: readonly string[]): Promise<StoredRule[]> {
  const { org_id, id, agent_id, ancestors } = session;
  // A sub-agent inherits what was remembered for the sessions above it.
  return runSql<StoredRule>(db, RULES, [org_id, tools, [id, ...(ancestors ?? [])], agent_id, session.subject]);
}

/** A remembered approval, as it is stored. */
export interface NewRule extends StoredRule {
  org_id: string;
  session_id: string | null;
  agent_id: string | null;
  subject: string | null;
  arguments: JsonObject | null;
  created_by: string;
  created_at: Date;
}

const COUNT = 'select count(*)::int as count from approval_rules where org_id = $1';

const INSERT = `insert into approval_rules (org_id, id, scope, session_id, agent_id, subject, tool, capability_id, schema_hash, match,
    arguments, arguments_hash, created_by, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (id) do nothing`;

/** Idempotent: a repetition writes nothing. Throws `conflict` if the organization has too many. */
export async function insertRule(tx: Tx, rule: NewRule): Promise<void> {
  const limit = LIMITS.approvalRulesPerOrganization;
  const [counted] = await runSql<{ count: number }>(tx, COUNT, [rule.org_id]);
  if ((counted?.count ?? 0) >= limit) {
    const message = `The organization has ${limit} remembered approvals, its limit. Delete some of them first.`;
    throw new EverrunsError('conflict', message, { errors: [{ path: 'remember', code: 'too_many', message, limit }] });
  }
  const { org_id, id, scope, session_id, agent_id, subject, tool, capability_id, schema_hash, match } = rule;
  const place = [org_id, id, scope, session_id, agent_id, subject];
  const args = rule.arguments === null ? null : JSON.stringify(rule.arguments);
  const bound = [tool, capability_id, schema_hash, match, args, rule.arguments_hash];
  await runSql(tx, INSERT, [...place, ...bound, rule.created_by, rule.created_at]);
}
