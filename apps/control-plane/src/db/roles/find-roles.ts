import { EverrunsError } from '@everruns/schemas';
import type { Logger } from 'pino';
import type pg from 'pg';
import { readApplied } from '../applied-migrations.ts';
import { createClient } from '../hosts/open-client.ts';
import { readMigrations } from '../migration-files.ts';
import { codeOf } from '../pg-errors.ts';
import { planRights } from './plan-rights.ts';
import { readRightsState } from './rights-state.ts';
import { ACTING_ROLES, ROLES } from './rights.ts';

/** The setting DATABASE_ROLES. */
export type UseOfRoles = 'auto' | 'required' | 'off';

/** Whether statements can run in the roles, and what keeps them from it. */
export interface RolesFound {
  /** Null: they can. Otherwise a sentence without its end, and what an administrator does about it. */
  problem: string | null;
  /** Statements that an administrator runs, before `everruns migrate`. */
  statements: string[];
  /** Whether the login itself sees the rows of all organizations, as an owner of the tables does. */
  seesAll: boolean;
}

const LOGIN = `select session_user as login, not c.relrowsecurity or r.rolsuper or r.rolbypassrls or pg_has_role(c.relowner, 'usage')
    or exists (select from pg_roles o where o.rolname = 'everruns_operator' and pg_has_role(o.oid, 'usage')) as "seesAll"
  from pg_roles r, pg_class c where r.rolname = session_user and c.oid = to_regclass('sessions')`;

/** Looks at the database as this login, and changes nothing. Throws what the connection throws. */
export async function findRoles({ url }: { url: string }): Promise<RolesFound> {
  const client = createClient(url, { connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await look(client);
  } finally {
    await client.end();
  }
}

async function look(client: pg.Client): Promise<RolesFound> {
  const { rows } = await client.query<{ login: string; seesAll: boolean }>(LOGIN);
  const state = await readRightsState(client);
  const [own] = rows;
  if (own === undefined || state === null) {
    return { problem: 'the database has no schema yet', statements: [], seesAll: true };
  }
  const { ofViews, ofRoles, ofTables } = planRights(state);
  const found = { statements: ofRoles, seesAll: own.seesAll };
  const absent = ROLES.filter((role) => !state.roles.includes(role));
  if (absent.length > 0) return { ...found, problem: `the database server has no role ${absent.join(', ')}` };
  const refused = await findRefusedRole(client);
  if (refused !== null) return { ...found, problem: `the login ${own.login} may not act as ${refused}` };
  const all = [...ofViews, ...ofTables];
  // A newer release has the rest as it needs it.
  const missing = (await isOfNewer(client)) ? all.filter((statement) => statement.startsWith('grant ')) : all;
  if (missing.length === 0) return { problem: null, statements: [], seesAll: own.seesAll };
  const problem = `the rights of the roles are not those of this release (${missing.length} statements are missing, ${missing[0]} first)`;
  return { ...found, statements: [], problem };
}

async function isOfNewer(client: pg.Client): Promise<boolean> {
  const ours = new Set((await readMigrations()).map(({ name }) => name));
  return [...(await readApplied(client)).keys()].some((name) => !ours.has(name));
}

/** A role that the login cannot take, or that looks for tables elsewhere. Behind a pooler, a role must not outlive its transaction. */
async function findRefusedRole(client: pg.Client): Promise<string | null> {
  for (const role of ACTING_ROLES) {
    try {
      await client.query(`begin; set local role ${role}`);
      const { rows } = await client.query<{ sees: boolean }>(`select to_regclass('sessions') is not null as sees`);
      if (rows[0]?.sees !== true) return `${role}, which does not find the tables by the search_path`;
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      return role;
    } finally {
      await client.query('rollback');
    }
  }
  return null;
}

/** Says what is wrong and what an operator does about it, as the part of a sentence behind "because". Null: nothing is. */
export function describeRoles({ problem, statements }: Pick<RolesFound, 'problem' | 'statements'>): string | null {
  if (problem === null) return null;
  const first =
    statements.length === 0 ? '' : `as an administrator of the database run "${statements.join('; ')}", then `;
  return `${problem}: ${first}run "everruns migrate" as the owner of the tables`;
}

/**
 * Decides whether this process runs its statements in the roles. Throws `forbidden` where they are required, or where the login would see
 * nothing without them.
 */
export async function chooseRoles(
  { databaseUrl: url, databaseRoles: use }: { databaseUrl: string; databaseRoles: UseOfRoles },
  log: Pick<Logger, 'warn'>,
): Promise<boolean> {
  const found = await findRoles({ url });
  const refusal = refuseRoles(found, use);
  if (refusal !== null) throw new EverrunsError('forbidden', refusal);
  const said = describeRoles(found);
  if (said !== null && use === 'auto')
    log.warn(`Requests have no role of their own in the database, because ${said}. Each has all rights of its login.`);
  return said === null && use !== 'off';
}

/** Why a process with this setting does not start, in one sentence. Null: it starts. */
export function refuseRoles(found: RolesFound, use: UseOfRoles): string | null {
  const said = describeRoles(found);
  if (use === 'required' && said !== null) return `DATABASE_ROLES=required, but ${said}.`;
  if (found.seesAll || (said === null && use !== 'off')) return null;
  return `This process would see no row of the database, because ${said ?? 'DATABASE_ROLES=off, and its login is no member of everruns_operator'}.`;
}
