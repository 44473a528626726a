import { Invitation, InvitationPreview, OrganizationId, Role, type InvitationId, type UserId } from '@everruns/schemas';
import { sql, type Selectable } from 'kysely';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { InvitationsTable } from '../db/auth-tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';

type OrgContext = Pick<RequestContext, 'org_id'>;
type InvitationRow = Selectable<InvitationsTable> & { is_expired: boolean };

/** An invitation of any organization, as the holder of its token sees it. */
export interface FoundInvitation {
  id: string;
  org_id: OrganizationId;
  role: Role;
}

/** Returns an open invitation of this e-mail. Null if the token is unknown, used or expired, or belongs to another e-mail. */
export async function findOpenInvitation(
  db: Database | Tx,
  given: { tokenHash: Buffer; emailKey: string },
): Promise<FoundInvitation | null> {
  const [row] = await runSql<Pick<InvitationRow, 'id' | 'org_id' | 'role'>>(
    db,
    `select id, org_id, role from invitations
     where token_hash = $1 and email_key = $2 and expires_at > now() and accepted_by is null`,
    [given.tokenHash, given.emailKey],
  );
  return row === undefined ? null : toFound(row);
}

/** Returns what an open invitation says. Null for a token that is unknown, used or expired. */
export async function findPreview(db: Database, tokenHash: Buffer): Promise<InvitationPreview | null> {
  const [row] = await runSql<{
    organization_name: string;
    email: string;
    role: string;
    invited_by_name: string | null;
    expires_at: Date;
  }>(
    db,
    `select o.name as organization_name, i.email, i.role, u.name as invited_by_name, i.expires_at
     from invitations i join organizations o on o.id = i.org_id left join users u on u.id = i.invited_by
     where i.token_hash = $1 and i.expires_at > now() and i.accepted_by is null`,
    [tokenHash],
  );
  if (row === undefined) return null;
  const { invited_by_name, expires_at, ...rest } = row;
  return InvitationPreview.parse({
    ...rest,
    ...(invited_by_name === null ? {} : { invited_by_name }),
    expires_at: expires_at.toISOString(),
  });
}

/** Returns the invitation that this same acceptance took before. Null if it has taken none. */
export async function findAcceptance(tx: Tx, acceptanceId: string, tokenHash: Buffer): Promise<FoundInvitation | null> {
  const [row] = await runSql<Pick<InvitationRow, 'id' | 'org_id' | 'role'>>(
    tx,
    'select id, org_id, role from invitations where acceptance_id = $1 and token_hash = $2',
    [acceptanceId, tokenHash],
  );
  return row === undefined ? null : toFound(row);
}

/** Marks an open invitation as used. Returns false if it is no longer open: of several concurrent acceptances, one gets true. */
export async function markInvitationUsed(
  tx: Tx,
  { org_id }: OrgContext,
  given: { id: string; userId: UserId; acceptanceId: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('invitations')
    .set((update) => ({
      accepted_by: given.userId,
      accepted_at: update.fn<Date>('now'),
      acceptance_id: given.acceptanceId,
    }))
    .where('org_id', '=', org_id)
    .where('id', '=', given.id)
    .where('accepted_by', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Lists open, used and expired invitations, newest first. */
export async function listInvitations(
  db: Database,
  { org_id }: OrgContext,
  { after, count }: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<Invitation>[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .select(sql<boolean>`expires_at <= now()`.as('is_expired'))
    .where('org_id', '=', org_id)
    .$call(startAfter(after))
    .$call(newestFirst(count))
    .execute();
  return readListed('invitations', rows, toInvitation);
}

export async function countOpenInvitations(tx: Tx, { org_id }: OrgContext): Promise<number> {
  const { count } = await tx
    .selectFrom('invitations')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .where('accepted_by', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Writes an invitation. It replaces an earlier one of the same e-mail. */
export async function replaceInvitation(
  tx: Tx,
  { org_id }: OrgContext,
  { invitation, emailKey, tokenHash }: { invitation: Invitation; emailKey: string; tokenHash: Buffer },
): Promise<void> {
  await tx.deleteFrom('invitations').where('org_id', '=', org_id).where('email_key', '=', emailKey).execute();
  const { id, email, role, invited_by, created_at, expires_at } = invitation;
  await tx
    .insertInto('invitations')
    .values({
      org_id,
      id,
      email,
      email_key: emailKey,
      role,
      token_hash: tokenHash,
      invited_by: invited_by ?? null,
      created_at,
      expires_at,
    })
    .execute();
}

/** Returns whether the invitation existed. A member who joined with it stays a member. */
export async function deleteInvitation(tx: Tx, { org_id }: OrgContext, id: InvitationId): Promise<boolean> {
  const result = await tx
    .deleteFrom('invitations')
    .where('org_id', '=', org_id)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Withdraws the open invitations of these roles that this person made. */
export async function deleteOpenInvitationsBy(
  tx: Tx,
  { org_id }: OrgContext,
  { userId, roles }: { userId: UserId; roles: readonly Role[] },
): Promise<void> {
  await tx
    .deleteFrom('invitations')
    .where('org_id', '=', org_id)
    .where('accepted_by', 'is', null)
    .where('invited_by', '=', userId)
    .where('role', 'in', roles)
    .execute();
}

/** Withdraws the open invitation that would let this e-mail in again. */
export async function deleteOpenInvitationOf(tx: Tx, { org_id }: OrgContext, emailKey: string): Promise<void> {
  await tx
    .deleteFrom('invitations')
    .where('org_id', '=', org_id)
    .where('accepted_by', 'is', null)
    .where('email_key', '=', emailKey)
    .execute();
}

function toFound({ id, org_id, role }: Pick<InvitationRow, 'id' | 'org_id' | 'role'>): FoundInvitation {
  return { id, org_id: OrganizationId.parse(org_id), role: Role.parse(role) };
}

function toInvitation(row: InvitationRow): Invitation {
  const { id, email, role, invited_by, accepted_by, accepted_at, created_at, expires_at, is_expired } = row;
  const ended = is_expired ? 'expired' : 'open';
  return Invitation.parse({
    id,
    email,
    role,
    status: accepted_by === null ? ended : 'used',
    ...(invited_by === null ? {} : { invited_by }),
    ...(accepted_by === null ? {} : { accepted_by }),
    ...(accepted_at === null ? {} : { accepted_at: accepted_at.toISOString() }),
    created_at: created_at.toISOString(),
    expires_at: expires_at.toISOString(),
  });
}
