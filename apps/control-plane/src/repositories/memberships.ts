import { Member, Organization, OrganizationId, Role, UserId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';
import { readOne, readRow, type ReadRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';

type OrgContext = Pick<RequestContext, 'org_id'>;

export interface MembershipOf {
  id: OrganizationId;
  name: string;
  role: Role;
}

/** Lists every organization of a person, the one joined first before the others. */
export async function listMembershipsOf(db: Database | Tx, userId: UserId): Promise<MembershipOf[]> {
  const rows = await runSql<{ id: string; name: string; role: string }>(
    db,
    `select o.id, o.name, m.role from memberships m join organizations o on o.id = m.org_id
     where m.user_id = $1 order by m.created_at, o.id`,
    [userId],
  );
  return rows.map(({ id, name, role }) => ({ id: OrganizationId.parse(id), name, role: Role.parse(role) }));
}

export async function listMembers(db: Database, { org_id }: OrgContext): Promise<ReadRow<Member>[]> {
  const rows = await selectMembers(db, org_id).orderBy('memberships.created_at').orderBy('users.id').execute();
  return rows.map((row) => readRow({ table: 'memberships', id: row.id }, () => toMember(row)));
}

export async function findMember(db: Database | Tx, { org_id }: OrgContext, userId: UserId): Promise<Member | null> {
  const row = await selectMembers(db, org_id).where('memberships.user_id', '=', userId).executeTakeFirst();
  return row === undefined ? null : readOne('member', row, toMember);
}

export async function isMemberEmail(tx: Tx, { org_id }: OrgContext, emailKey: string): Promise<boolean> {
  const row = await selectMembers(tx, org_id).where('users.email_key', '=', emailKey).executeTakeFirst();
  return row !== undefined;
}

/** The current state of the caller of a change: their role, and whether the presented credential is still valid. */
export interface CurrentCaller {
  role: Role;
  isCredentialValid: boolean;
}

/** Returns null for a person who is not a member or whose account is disabled. */
export async function findCurrentCaller(
  tx: Tx,
  { org_id }: OrgContext,
  caller: { userId: UserId; credential: { kind: 'login' | 'api_key'; id: string } },
): Promise<CurrentCaller | null> {
  const [row] = await runSql<{ role: string; is_valid: boolean }>(
    tx,
    `select m.role, case when $3 = 'api_key'
         then exists (select from api_keys k
           where k.id = $4 and k.user_id = m.user_id and k.org_id = m.org_id and (k.expires_at is null or k.expires_at > now()))
         else exists (select from auth_sessions s where s.id = $4 and s.user_id = m.user_id and s.expires_at > now())
       end as is_valid
     from memberships m join users u on u.id = m.user_id and u.status = 'active'
     where m.org_id = $1 and m.user_id = $2`,
    [org_id, caller.userId, caller.credential.kind, caller.credential.id],
  );
  return row === undefined ? null : { role: Role.parse(row.role), isCredentialValid: row.is_valid };
}

/** Returns whether the membership was written now. Idempotent: an existing membership keeps its role. */
export async function insertMembership(
  tx: Tx,
  { org_id }: OrgContext,
  { user_id, role }: { user_id: UserId; role: Role },
): Promise<boolean> {
  const result = await tx
    .insertInto('memberships')
    .values({ org_id, user_id, role })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateRole(
  tx: Tx,
  { org_id }: OrgContext,
  { user_id, role }: { user_id: UserId; role: Role },
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set((update) => ({ role, updated_at: update.fn<Date>('now') }))
    .where('org_id', '=', org_id)
    .where('user_id', '=', user_id)
    .execute();
}

/** Deletes a membership together with the member's keys for this organization and the logins in which it is active. */
export async function deleteMembership(tx: Tx, { org_id }: OrgContext, userId: UserId): Promise<void> {
  await tx.deleteFrom('memberships').where('org_id', '=', org_id).where('user_id', '=', userId).execute();
}

export async function countOwners(tx: Tx, { org_id }: OrgContext): Promise<number> {
  const rows = await tx
    .selectFrom('memberships')
    .select('user_id')
    .where('org_id', '=', org_id)
    .where('role', '=', 'owner')
    .execute();
  return rows.length;
}

/**
 * Serializes changes of an organization's members, so that two owners cannot remove each other. Other
 * transactions can still write rows that refer to the organization.
 */
export async function lockOrganization(tx: Tx, { org_id }: OrgContext): Promise<void> {
  await tx.selectFrom('organizations').select('id').where('id', '=', org_id).forNoKeyUpdate().execute();
}

export async function insertOrganization(tx: Tx, { id, name, created_at }: Organization): Promise<void> {
  await tx
    .insertInto('organizations')
    .values({ id, name, created_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findOrganization(db: Database | Tx, id: OrganizationId): Promise<Organization | null> {
  const row = await db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readOne('organization', row, toOrganization);
}

export async function renameOrganization(tx: Tx, { org_id }: OrgContext, name: string): Promise<void> {
  await tx.updateTable('organizations').set({ name }).where('id', '=', org_id).execute();
}

function selectMembers(db: Database | Tx, orgId: OrganizationId) {
  return db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.id', 'users.email', 'users.name', 'memberships.role', 'memberships.created_at'])
    .where('memberships.org_id', '=', orgId);
}

function toOrganization(row: { id: string; name: string; created_at: Date }): Organization {
  return Organization.parse({ ...row, created_at: row.created_at.toISOString() });
}

function toMember(row: { id: string; email: string; name: string; role: string; created_at: Date }): Member {
  const { id, created_at, ...rest } = row;
  return Member.parse({ ...rest, user_id: id, created_at: created_at.toISOString() });
}
