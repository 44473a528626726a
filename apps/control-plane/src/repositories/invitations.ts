import { Invitation, OrganizationId, type InvitationId, type UserId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { InvitationsTable } from '../db/tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { insertMembership } from './memberships.ts';

type InvitationRow = Selectable<InvitationsTable>;

/** An invitation as whoever holds its token sees it, of whichever organization. */
export interface FoundInvitation {
  org_id: OrganizationId;
  emailKey: string;
  role: Invitation['role'];
  acceptedBy: string | null;
}

/** Null for a token that is nobody's, or whose invitation has expired. */
export async function findInvitationByToken(db: Database | Tx, tokenHash: Buffer): Promise<FoundInvitation | null> {
  const [row] = await runSql<InvitationRow>(
    db,
    'select * from invitations where token_hash = $1 and expires_at > now()',
    [tokenHash],
  );
  if (row === undefined) return null;
  const { role } = toInvitation(row);
  return { org_id: OrganizationId.parse(row.org_id), emailKey: row.email_key, role, acceptedBy: row.accepted_by };
}

/**
 * Joins the organization that invited this e-mail. Null when there is no such invitation, or another has taken it. Run twice, it
 * joins once.
 */
export async function acceptInvitation(
  tx: Tx,
  given: { tokenHash: Buffer; emailKey: string; userId: UserId },
): Promise<OrganizationId | null> {
  const [row] = await runSql<InvitationRow>(
    tx,
    `update invitations set accepted_by = $3
     where token_hash = $1 and email_key = $2 and expires_at > now() and coalesce(accepted_by, $3) = $3
     returning *`,
    [given.tokenHash, given.emailKey, given.userId],
  );
  if (row === undefined) return null;
  const org_id = OrganizationId.parse(row.org_id);
  await insertMembership(tx, { org_id }, { user_id: given.userId, role: toInvitation(row).role });
  return org_id;
}

/** Those that nobody has accepted yet. */
export async function listInvitations(db: Database | Tx, { org_id }: RequestContext): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('org_id', '=', org_id)
    .where('accepted_by', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toInvitation);
}

/** A second invitation of the same e-mail takes the first one's place. */
export async function replaceInvitation(
  tx: Tx,
  { org_id }: RequestContext,
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

/** Whether it was there. */
export async function deleteInvitation(tx: Tx, { org_id }: RequestContext, id: InvitationId): Promise<boolean> {
  const result = await tx
    .deleteFrom('invitations')
    .where('org_id', '=', org_id)
    .where('id', '=', id)
    .where('accepted_by', 'is', null)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toInvitation(row: InvitationRow): Invitation {
  const { id, email, role, invited_by, created_at, expires_at } = row;
  return Invitation.parse({
    id,
    email,
    role,
    ...(invited_by === null ? {} : { invited_by }),
    created_at: created_at.toISOString(),
    expires_at: expires_at.toISOString(),
  });
}
