import {
  EverrunsError,
  Invitation,
  InvitationId,
  LIMITS,
  type CreatedInvitation,
  type CreateInvitationRequest,
  type Organization,
  type OrganizationId,
  type Page,
} from '@everruns/schemas';
import { z } from 'zod';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { EncryptedSecret } from '../../crypto/envelope.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import {
  acceptInvitation as acceptRow,
  deleteInvitation as deleteRow,
  listInvitations as listRows,
  replaceInvitation,
} from '../../repositories/invitations.ts';
import { findOrganization, lockOrganization } from '../../repositories/memberships.ts';
import { findAccount } from '../../repositories/users.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { noAccounts } from '../auth/login.ts';
import { requireLogin } from '../auth/logout.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { runKeyedTransaction } from '../../idempotency/run-keyed.ts';
import { notFound } from '../../kernel/not-found.ts';
import { assertOwnOrganization } from './get.ts';
import { assertMayGrant } from './members.ts';

const VALID_MS = 7 * 24 * 60 * 60 * 1_000;
const StoredAnswer = z.object({ invitation: Invitation, secret: EncryptedSecret });

interface InOrganization {
  organization_id: OrganizationId;
}

/** Invites an e-mail for a week; an earlier invitation of it ends. Throws `forbidden` for a role above the caller's. */
export async function createInvitation(
  deps: AuthDeps,
  ctx: RequestContext,
  given: InOrganization & {
    principal: Principal;
    request: CreateInvitationRequest;
    idempotency: IdempotencyRequest | null;
  },
): Promise<CreatedInvitation> {
  const { organization_id, principal, request, idempotency } = given;
  assertOwnOrganization(ctx, organization_id);
  assertInvites(deps);
  assertMayGrant(principal, request.role);
  const { db, envelope } = deps.services;
  const token = makeSecretToken('evri_');
  const invitation = toInvitation(deps, principal, request);
  const answer = await runKeyedTransaction(db, { ctx, idempotency, status: 201 }, async (tx) => {
    await lockOrganization(tx, ctx);
    if ((await listRows(tx, ctx)).length >= LIMITS.invitationsPerOrganization) {
      throw new EverrunsError('conflict', `There are ${LIMITS.invitationsPerOrganization} open invitations already.`);
    }
    const emailKey = normalizeEmail(request.email);
    await replaceInvitation(tx, ctx, { invitation, emailKey, tokenHash: hashSecretToken(token) });
    return { invitation, secret: envelope.encrypt(token, placeOf(ctx, invitation)) };
  });
  const stored = StoredAnswer.parse(answer);
  return { ...stored.invitation, token: envelope.decrypt(stored.secret, placeOf(ctx, stored.invitation)) };
}

export async function listInvitations(
  { services }: AuthDeps,
  ctx: RequestContext,
  { organization_id }: InOrganization,
): Promise<Page<Invitation>> {
  assertOwnOrganization(ctx, organization_id);
  return { data: await listRows(services.db, ctx), has_more: false };
}

export async function deleteInvitation(
  { services }: AuthDeps,
  ctx: RequestContext,
  { organization_id, invitation_id }: InOrganization & { invitation_id: InvitationId },
): Promise<void> {
  assertOwnOrganization(ctx, organization_id);
  const isDeleted = await inTransaction(services.db, (tx) => deleteRow(tx, ctx, invitation_id));
  if (!isDeleted) throw notFound('invitation');
}

/** The caller joins the organization that invited their e-mail. Throws `not_found` for any other token. */
export async function acceptInvitation(deps: AuthDeps, principal: Principal, token: string): Promise<Organization> {
  requireLogin(principal);
  const { db } = deps.services;
  const organization = await inTransaction(db, async (tx) => {
    const account = principal.user_id === null ? null : await findAccount(tx, principal.user_id);
    if (account === null) throw notFound('invitation');
    const { user } = account;
    const given = { tokenHash: hashSecretToken(token), emailKey: normalizeEmail(user.email), userId: user.id };
    const orgId = await acceptRow(tx, given);
    return orgId === null ? null : findOrganization(tx, orgId);
  });
  if (organization === null) throw notFound('invitation');
  deps.cache.clear();
  return organization;
}

function assertInvites({ settings }: AuthDeps): void {
  if (settings.mode === 'none') throw noAccounts();
  if (settings.mode === 'admin') throw new EverrunsError('forbidden', 'AUTH_MODE=admin knows one account only.');
}

function toInvitation({ services }: AuthDeps, principal: Principal, request: CreateInvitationRequest): Invitation {
  const now = services.clock.now();
  return {
    id: InvitationId.parse(services.ids.uuid()),
    email: request.email,
    role: request.role,
    ...(principal.user_id === null ? {} : { invited_by: principal.user_id }),
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + VALID_MS).toISOString(),
  };
}

function placeOf({ org_id }: RequestContext, { id }: Invitation) {
  return { table: 'invitations', row_id: id, org_id };
}
