import type pg from 'pg';
import { RIGHTS, ROLES } from './rights.ts';

/** A table or view as it is in the database. */
export interface TableState {
  name: string;
  isView: boolean;
  columns: string[];
  comment: string | null;
  /** Row-level security is on. */
  isGuarded: boolean;
  /** Of a view: it reads with the rights of whoever asks. */
  isInvoker: boolean;
  /** What the roles may do: `everruns_request select`, or `everruns_request select id` for one column. */
  grants: string[];
  /** The policies with the comment that names their text. */
  policies: Record<string, string | null>;
}

/** A login that has rights on the tables, or that is connected now. */
export interface LoginState {
  name: string;
  isConnected: boolean;
  isSuperuser: boolean;
  /** It may read and write sessions by a grant of its own, as a process of the platform does. */
  isProcess: boolean;
  /** The roles that it may take. */
  memberOf: string[];
}

export interface RightsState {
  roles: string[];
  /** The roles that may use the schema. */
  usersOfSchema: string[];
  schema: string;
  tables: TableState[];
  logins: LoginState[];
}

const SCHEMA = `(select relnamespace from pg_class where oid = to_regclass('schema_migrations'))`;

const TABLES = `select c.relname as name, c.relkind = 'v' as "isView", c.relrowsecurity as "isGuarded",
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    obj_description(c.oid, 'pg_class') as comment,
    coalesce((select option_value::boolean from pg_options_to_table(c.reloptions) where option_name = 'security_invoker'), false) as "isInvoker",
    array(select r.rolname || ' ' || lower(x.privilege_type) from aclexplode(c.relacl) x join pg_roles r on r.oid = x.grantee
      where r.rolname = any($1)
      union all
      select r.rolname || ' ' || lower(x.privilege_type) || ' ' || a.attname
      from pg_attribute a cross join lateral aclexplode(a.attacl) x join pg_roles r on r.oid = x.grantee
      where a.attrelid = c.oid and not a.attisdropped and r.rolname = any($1)) as grants,
    (select coalesce(json_object_agg(p.polname, obj_description(p.oid, 'pg_policy')), '{}') from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c where c.relnamespace = ${SCHEMA} and c.relkind in ('r', 'p', 'v') order by c.relname`;

/** Since PostgreSQL 16 a member may be kept from taking the role. */
const MAY_TAKE = `case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end`;

const LOGINS = `select r.rolname as name, r.rolname = session_user as "isConnected", r.rolsuper as "isSuperuser",
    (select count(*) = 4 from pg_class c cross join lateral aclexplode(c.relacl) x
      where c.oid = to_regclass('sessions') and x.grantee = r.oid and x.grantee <> c.relowner and x.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')) as "isProcess",
    array(select o.rolname::text from pg_roles o where o.rolname = any($1) and pg_has_role(r.oid, o.oid, ${MAY_TAKE})) as "memberOf"
  from pg_roles r
  where r.rolname <> all($1) and (r.rolname = session_user or exists (
    select from pg_class c cross join lateral aclexplode(c.relacl) x
    where c.relnamespace = ${SCHEMA} and c.relname = any($2) and x.grantee = r.oid and x.grantee <> c.relowner))`;

const PLACE = `select n.nspname as schema, array(select r.rolname::text from pg_roles r where r.rolname = any($1)) as roles,
    array(select r.rolname::text from pg_roles r where r.rolname = any($1) and has_schema_privilege(r.oid, n.oid, 'usage')) as "usersOfSchema"
  from pg_namespace n where n.oid = ${SCHEMA}`;

/** Reads the catalogs, which everybody may. Null for a database without a schema. */
export async function readRightsState(client: pg.Client): Promise<RightsState | null> {
  const roles = [[...ROLES]];
  const { rows } = await client.query<Omit<RightsState, 'tables' | 'logins'>>(PLACE, roles);
  const [place] = rows;
  if (place === undefined) return null;
  const tables = await client.query<TableState>(TABLES, roles);
  const logins = await client.query<LoginState>(LOGINS, [...roles, Object.keys(RIGHTS)]);
  return { ...place, tables: tables.rows, logins: logins.rows };
}
