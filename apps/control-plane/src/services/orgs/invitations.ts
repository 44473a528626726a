import {
  EverrunsError,
  Invitation,
  InvitationId,
  InvitationStatus,
  LIMITS,
  type AcceptInvitationRequest,
  type CreatedInvitation,
  type CreateInvitationRequest,
  type InvitationPreview,
  type Organization,
  type OrganizationId,
  type Page,
} from '@everruns/schemas';
import { z } from 'zod';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { EncryptedSecret } from '../../crypto/envelope.ts';
import type { Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { Principal } from '../../auth/principal.ts';
import {
  countOpenInvitations,
  deleteInvitation as deleteRow,
  findPreview,
  listInvitations as listRows,
  replaceInvitation,
} from '../../repositories/invitations.ts';
import { findOrganization, isMemberEmail } from '../../repositories/memberships.ts';
import { findAccount } from '../../repositories/users.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { noAccounts } from '../auth/login.ts';
import { requireLogin } from '../auth/logout.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import { assertOwnOrganization } from './get.ts';
import { joinByInvitation } from './join.ts';
import { lockAsCaller } from './lock-as-caller.ts';
import { assertMayGrant } from './members.ts';

const VALID_MS = 7 * 24 * 60 * 60 * 1_000;
/** Answers from before invitations had a status belong to open ones. */
const StoredInvitation = Invitation.extend({ status: InvitationStatus.default('open') });
const StoredAnswer = z.object({ invitation: StoredInvitation, secret: EncryptedSecret });

interface InOrganization {
  organization_id: OrganizationId;
}

/**
 * Invites an e-mail for a week and replaces an earlier invitation of it. Throws `forbidden` for a role above the caller's and for an API
 * key, whose invitation would outlive it, and `conflict` for a member and when there are too many invitations.
 */
export async function createInvitation(
  deps: Services,
  ctx: RequestContext,
  input: InOrganization & {
    principal: Principal;
    request: CreateInvitationRequest;
    idempotency: IdempotencyRequest | null;
  },
): Promise<Answered<CreatedInvitation>> {
  const { organization_id, principal, request, idempotency } = input;
  assertOwnOrganization(ctx, organization_id);
  assertInvites(deps);
  requireLogin(principal);
  const { db, envelope } = deps;
  const token = makeSecretToken('evri_');
  const invitation = toInvitation(deps, principal, request);
  const { answer, isReplayed } = await idempotentWrite(db, { ctx, idempotency, status: 201 }, async (tx) => {
    const role = await lockAsCaller(tx, ctx, { principal, least: 'admin' });
    assertMayGrant(role, request.role);
    const emailKey = normalizeEmail(request.email);
    await assertInvitable(tx, ctx, emailKey);
    await replaceInvitation(tx, ctx, { invitation, emailKey, tokenHash: hashSecretToken(token) });
    return { invitation, secret: envelope.encrypt(token, placeOf(ctx, invitation)) };
  });
  const stored = StoredAnswer.parse(answer);
  const shown = envelope.decrypt(stored.secret, placeOf(ctx, stored.invitation));
  return { answer: { ...stored.invitation, token: shown }, isReplayed };
}

/** Lists open, used and expired invitations, newest first. */
export async function listInvitations(
  deps: Services,
  ctx: RequestContext,
  { organization_id, ...query }: InOrganization & z.output<typeof ListQuery>,
): Promise<Page<Invitation>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'invitations' } };
  return listPage(deps, { ...query, binding }, (after, count) => {
    assertOwnOrganization(ctx, organization_id);
    return listRows(deps.db, ctx, { after, count });
  });
}

/** Revokes an open invitation, or deletes a used or expired one. Throws `not_found`. */
export async function deleteInvitation(
  { db }: Services,
  ctx: RequestContext,
  input: InOrganization & { principal: Principal; invitation_id: InvitationId },
): Promise<void> {
  const { organization_id, principal, invitation_id } = input;
  assertOwnOrganization(ctx, organization_id);
  const isDeleted = await inTransaction(db, async (tx) => {
    await lockAsCaller(tx, ctx, { principal, least: 'admin' });
    return deleteRow(tx, ctx, invitation_id);
  });
  if (!isDeleted) throw notFound('invitation');
}

/** Lets the caller join the organization that invited their e-mail. Throws `not_found` for any other token and for a used one. */
export async function acceptInvitation(
  deps: Services,
  ctx: RequestContext,
  { principal, token }: { principal: Principal; token: string },
): Promise<Organization> {
  requireLogin(principal);
  const id = deps.ids.uuid();
  const join = async (tx: Tx) => {
    const account = principal.userId === null ? null : await findAccount(tx, principal.userId);
    if (account === null || !account.isActive) return null;
    const orgId = await joinByInvitation(tx, deps, { id, token, user: account.user, request_id: ctx.request_id });
    return orgId === null ? null : findOrganization(tx, orgId);
  };
  // The organization is the one that invites, and not the one that the caller acts in.
  const organization = await actAsAccounts(() => inTransaction(deps.db, join));
  if (organization === null) throw noSuchInvitation();
  deps.credentialCache.clear();
  return organization;
}

/** Tells who invites whom to what. Throws `not_found` for a token that opens nothing, and `forbidden` in mode none. */
export async function previewInvitation(
  deps: Services,
  _ctx: AnonymousContext,
  { token }: AcceptInvitationRequest,
): Promise<InvitationPreview> {
  assertInvites(deps);
  const found = await findPreview(deps.db, hashSecretToken(token));
  if (found === null) throw noSuchInvitation();
  return found;
}

/** The error is the same for every reason, so that guessing tokens reveals nothing. */
export function noSuchInvitation(): EverrunsError {
  return new EverrunsError(
    'not_found',
    'There is no such invitation for this e-mail: it was used, has expired or was taken back. Ask for a new one.',
  );
}

async function assertInvitable(tx: Tx, ctx: RequestContext, emailKey: string): Promise<void> {
  if (await isMemberEmail(tx, ctx, emailKey)) {
    throw new EverrunsError('conflict', 'Somebody with this e-mail is already a member. Change their role instead.', {
      errors: [{ path: 'email', code: 'member', message: 'is a member already' }],
    });
  }
  if ((await countOpenInvitations(tx, ctx)) >= LIMITS.invitationsPerOrganization) {
    throw new EverrunsError('conflict', `There are ${LIMITS.invitationsPerOrganization} open invitations already.`);
  }
}

function assertInvites({ authSettings: settings }: Services): void {
  if (settings.mode === 'none') throw noAccounts();
  if (settings.mode === 'admin')
    throw new EverrunsError('forbidden', 'With AUTH_MODE=admin there is only one account.');
}

function toInvitation({ clock, ids }: Services, principal: Principal, request: CreateInvitationRequest): Invitation {
  const now = clock.now();
  return {
    id: InvitationId.parse(ids.uuid()),
    email: request.email,
    role: request.role,
    status: 'open',
    ...(principal.userId === null ? {} : { invited_by: principal.userId }),
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + VALID_MS).toISOString(),
  };
}

function placeOf({ org_id }: RequestContext, { id }: Pick<Invitation, 'id'>) {
  return { table: 'invitations', row_id: id, org_id };
}
