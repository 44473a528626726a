import type { OrganizationId, UserId } from '@everruns/schemas';
import { listMembershipsOf } from '../../repositories/memberships.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { Services } from '../services.ts';

interface SignIn {
  org_id: OrganizationId;
  user_id: UserId;
  action: 'login' | 'register' | 'refresh_token_reused';
  /** How the identity was proven. */
  method?: 'password' | 'device' | 'google' | 'github';
}

/** Records in the audit log of the login's organization that a person signed in, or that a refresh token was used again. */
export async function recordSignIn(
  { recordAudit }: Services,
  { request_id }: AnonymousContext,
  { org_id, user_id, action, method }: SignIn,
): Promise<void> {
  const ctx = { org_id, principal: `user:${user_id}`, request_id };
  await recordAudit(ctx, { action, targetId: user_id, fields: method === undefined ? [] : [method] });
}

/**
 * Records a failed attempt on a known account, in the organization that the person joined first. The answer does not wait for it, because a
 * longer time would reveal which accounts exist.
 */
export async function recordFailedLogin(
  { db, recordAudit, log }: Services,
  { request_id }: AnonymousContext,
  { user_id }: { user_id: UserId },
): Promise<void> {
  try {
    const [home] = await listMembershipsOf(db, user_id);
    if (home === undefined) return;
    const ctx = { org_id: home.id, principal: 'anonymous', request_id };
    await recordAudit(ctx, { action: 'login_failed', targetId: user_id, fields: ['password'] });
  } catch (error) {
    log.error({ err: error, user_id, request_id }, 'A failed login could not be written to the audit log.');
  }
}
