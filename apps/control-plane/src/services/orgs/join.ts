import type { OrganizationId, User } from '@everruns/schemas';
import { hashSecretToken } from '../../auth/secret-token.ts';
import type { Tx } from '../../db/database.ts';
import { findAcceptance, findOpenInvitation, markInvitationUsed } from '../../repositories/invitations.ts';
import { insertMembership, lockOrganization } from '../../repositories/memberships.ts';
import { recordAuditIn } from '../../auth/record-audit.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import type { Services } from '../services.ts';

export interface Acceptance {
  /**
   * The id is created before the transaction. If the connection was lost during COMMIT, the next try finds it and joins nobody a second
   * time.
   */
  id: string;
  token: string;
  user: User;
  request_id: string;
}

/**
 * Joins the organization that invited this person's e-mail, and records that in its audit log. Null for an unknown, used or expired
 * invitation or one for another e-mail; a used one admits nobody again, not even its user.
 */
export async function joinByInvitation(
  tx: Tx,
  deps: Pick<Services, 'clock' | 'ids'>,
  { id, token, user, request_id }: Acceptance,
): Promise<OrganizationId | null> {
  const tokenHash = hashSecretToken(token);
  const before = await findAcceptance(tx, id, tokenHash);
  if (before !== null) return before.org_id;
  const invitation = await findOpenInvitation(tx, { tokenHash, emailKey: normalizeEmail(user.email) });
  if (invitation === null) return null;
  const { org_id, role } = invitation;
  await lockOrganization(tx, { org_id });
  if (!(await markInvitationUsed(tx, { org_id }, { id: invitation.id, userId: user.id, acceptanceId: id })))
    return null;
  const isNew = await insertMembership(tx, { org_id }, { user_id: user.id, role });
  if (isNew) {
    const ctx = { org_id, principal: `user:${user.id}`, request_id };
    await recordAuditIn(tx, deps, {
      ctx,
      change: { action: 'accept_invitation', targetId: invitation.id, fields: [role] },
    });
  }
  return org_id;
}
