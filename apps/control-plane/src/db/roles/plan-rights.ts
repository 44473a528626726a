import { createHash } from 'node:crypto';
import pg from 'pg';
import { ACTING_ROLES, OF_ORGANIZATION, OF_VIEW, OWN_VIEWS, RIGHTS, ROLES, type TableRights } from './rights.ts';
import type { LoginState, RightsState, TableState } from './rights-state.ts';

/** What brings a database to `RIGHTS`. */
export interface RightsPlan {
  /** For the owner of the tables, whether there are roles or not. */
  ofViews: string[];
  /** For an administrator, or an owner who may create roles. */
  ofRoles: string[];
  /** For the owner of the tables. */
  ofTables: string[];
}

const NAMES = {
  request: 'everruns_request',
  engine: 'everruns_engine',
  accounts: 'everruns_accounts',
  operator: 'everruns_operator',
} as const satisfies Record<keyof Omit<TableRights, 'rows'>, (typeof ROLES)[number]>;

/** The statements that are missing, in their order. Without any, the database is as it should be. */
export function planRights(state: RightsState): RightsPlan {
  return {
    ofViews: planOwnViews(state),
    ofRoles: [
      ...ROLES.filter((role) => !state.roles.includes(role)).map((role) => `create role ${role} nologin`),
      ...state.logins.flatMap(planMemberships),
    ],
    ofTables: [...planSchema(state), ...state.tables.flatMap(planTable)],
  };
}

/** A view has the columns that its table had when it was made. */
function planOwnViews({ tables }: RightsState): string[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  return Object.entries(OWN_VIEWS).flatMap(([name, of]) => {
    const [view, table] = [byName.get(name), byName.get(of)];
    const mark = markOf(OF_VIEW);
    if (table === undefined || (view?.comment === mark && String(view.columns) === String(table.columns))) return [];
    return [
      `drop view if exists ${name}`,
      `create view ${name} as select * from ${of} where ${OF_VIEW}`,
      `comment on view ${name} is '${mark}'`,
    ];
  });
}

/** A superuser may take any role, and the owner of the tables sees all rows of them. */
function planMemberships({ name, isConnected, isSuperuser, isProcess, memberOf }: LoginState): string[] {
  if (isSuperuser) return [];
  const wanted = isProcess ? ROLES : isConnected ? ACTING_ROLES : (['everruns_operator'] as const);
  const missing = wanted.filter((role) => !memberOf.includes(role));
  return missing.length === 0 ? [] : [`grant ${missing.join(', ')} to ${pg.escapeIdentifier(name)}`];
}

function planSchema({ schema, usersOfSchema }: RightsState): string[] {
  const missing = ACTING_ROLES.filter((role) => !usersOfSchema.includes(role));
  return missing.length === 0 ? [] : [`grant usage on schema ${pg.escapeIdentifier(schema)} to ${missing.join(', ')}`];
}

function planTable(table: TableState): string[] {
  const rights = RIGHTS[table.name];
  if (rights === undefined) return planGrants(table, {});
  return [...planGrants(table, rights), ...(table.isView ? planInvoker(table) : planPolicies(table, rights))];
}

function planGrants({ name, grants }: TableState, rights: TableRights): string[] {
  const wanted = listGrants(rights);
  const granted = new Set(grants);
  return [
    ...grants.filter((grant) => !wanted.has(grant)).map((grant) => toStatement('revoke', grant, name)),
    ...[...wanted].filter((grant) => !granted.has(grant)).map((grant) => toStatement('grant', grant, name)),
  ];
}

/** In the form of `TableState`. */
function listGrants(rights: TableRights): Set<string> {
  const found = Object.entries(NAMES).flatMap(([name, role]) => {
    const given = rights[name as keyof typeof NAMES] ?? '';
    return [...given.matchAll(/(\w+)(?: \(([^)]*)\))?/g)].flatMap(([, privilege = '', columns]) =>
      columns === undefined
        ? [`${role} ${privilege}`]
        : columns.split(', ').map((column) => `${role} ${privilege} ${column}`),
    );
  });
  return new Set(found);
}

function toStatement(verb: 'grant' | 'revoke', grant: string, table: string): string {
  const [role = '', privilege = '', column] = grant.split(' ');
  const what = column === undefined ? privilege : `${privilege} (${column})`;
  return `${verb} ${what} on ${table} ${verb === 'grant' ? 'to' : 'from'} ${role}`;
}

function planInvoker({ name, isInvoker }: TableState): string[] {
  return isInvoker || name in OWN_VIEWS ? [] : [`alter view ${name} set (security_invoker = true)`];
}

function planPolicies(table: TableState, rights: TableRights): string[] {
  const { name, isGuarded } = table;
  const isOfTenants = rights.rows === undefined && table.columns.includes('org_id');
  const rows = isOfTenants ? OF_ORGANIZATION : (rights.rows ?? null);
  if (rows === null) return [];
  const seeingAll = [
    ...(rights.engine === undefined ? [] : [NAMES.engine]),
    ...(rights.accounts === undefined ? [] : [NAMES.accounts]),
    NAMES.operator,
  ];
  return [
    ...planPolicy(table, 'everruns_own', `to everruns_request using (${rows}) with check (${rows})`),
    ...planPolicy(table, 'everruns_all', `to ${seeingAll.join(', ')} using (true) with check (true)`),
    ...(isGuarded ? [] : [`alter table ${name} enable row level security`]),
  ];
}

function planPolicy({ name, policies }: TableState, policy: string, text: string): string[] {
  const mark = markOf(text);
  if (policies[policy] === mark) return [];
  return [
    `drop policy if exists ${policy} on ${name}`,
    `create policy ${policy} on ${name} ${text}`,
    `comment on policy ${policy} on ${name} is '${mark}'`,
  ];
}

/** Kept as a comment: it tells whether something has this text, which PostgreSQL shows in words of its own. */
function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
