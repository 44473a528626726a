import type { OrganizationId, UserId } from '@everruns/schemas';
import { listMembershipsOf } from '../../repositories/memberships.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';

interface SignIn {
  org_id: OrganizationId;
  user_id: UserId;
  requestId: string;
  action: 'login' | 'register' | 'refresh_token_reused';
  /** How it was proven. */
  method?: 'password' | 'google' | 'github';
}

/** Writes to the audit log of the login's organization that somebody signed in, or that a refresh token was used again. */
export async function recordSignIn({ recordAudit }: AuthDeps, signIn: SignIn): Promise<void> {
  const { org_id, user_id, requestId, action, method } = signIn;
  const ctx = { org_id, principal: `user:${user_id}`, request_id: requestId };
  await recordAudit(ctx, { action, targetId: user_id, fields: method === undefined ? [] : [method] });
}

/**
 * Writes a failed attempt on a known account, to the organization that the person joined first. Not to be waited for: an answer that
 * takes longer would tell which accounts there are.
 */
export async function recordFailedLogin(
  { services, recordAudit, log }: AuthDeps,
  { userId, requestId }: { userId: UserId; requestId: string },
): Promise<void> {
  try {
    const [home] = await listMembershipsOf(services.db, userId);
    if (home === undefined) return;
    const ctx = { org_id: home.id, principal: 'anonymous', request_id: requestId };
    await recordAudit(ctx, { action: 'login_failed', targetId: userId, fields: ['password'] });
  } catch (error) {
    log.error({ err: error, user_id: userId, request_id: requestId }, 'failed login not written to the audit log');
  }
}
