import { EverrunsError, OrganizationId, UserId, type RegisterRequest, type User } from '@everruns/schemas';
import { hashSecretToken } from '../../auth/secret-token.ts';
import type { Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { findOpenInvitation } from '../../repositories/invitations.ts';
import { insertMembership, insertOrganization } from '../../repositories/memberships.ts';
import { findAccountByEmail, insertUser } from '../../repositories/users.ts';
import { noSuchInvitation } from '../orgs/invitations.ts';
import { joinByInvitation } from '../orgs/join.ts';
import { prepareSimulator } from '../providers/prepare-simulator.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import type { Services } from '../services.ts';
import { noAccounts } from './login.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { prepareLogin, type OpenedLogin } from './open-login.ts';
import { recordSignIn } from './record-sign-in.ts';

/**
 * Creates an account with an organization of its own, joins the organization that invited it, and signs in. Throws `forbidden` while signup
 * is off and there is no valid invitation, `conflict` for an e-mail that has an account, and `rate_limited`.
 */
export async function register(deps: Services, ctx: AnonymousContext, input: RegisterRequest): Promise<OpenedLogin> {
  const { authSettings: settings, loginLimits, passwords } = deps;
  if (settings.mode === 'none') throw noAccounts();
  await loginLimits.beginRegistration(ctx.address);
  const emailKey = normalizeEmail(input.email);
  const token = input.invitation_token ?? null;
  const isInvited = token !== null && (await isInvitationOpen(deps, { token, emailKey }));
  if (settings.mode === 'admin' || (settings.isSignupDisabled && !isInvited)) {
    throw new EverrunsError('forbidden', 'Registration is closed. Ask for an invitation.');
  }
  if (token !== null && !isInvited) throw noSuchInvitation();
  const passwordHash = await passwords.hash(input.password);
  const user = toNewUser(deps, { email: input.email, name: input.name, isVerified: false });
  const account = prepareAccount(deps, { user, passwordHash });
  const prepared = await prepareLogin(deps, { ...account, grant: input.grant, origin: ctx });
  const acceptanceId = deps.ids.uuid();
  await inTransaction(deps.db, async (tx) => {
    await account.write(tx);
    if (token !== null) {
      const joined = await joinByInvitation(tx, deps, { id: acceptanceId, token, user, request_id: ctx.request_id });
      if (joined === null) throw noSuchInvitation();
    }
    await prepared.write(tx);
  });
  const { org_id } = account;
  await recordSignIn(deps, ctx, { org_id, user_id: user.id, action: 'register', method: 'password' });
  return prepared.opened;
}

async function isInvitationOpen(
  { db }: Services,
  { token, emailKey }: { token: string; emailKey: string },
): Promise<boolean> {
  return (await findOpenInvitation(db, { tokenHash: hashSecretToken(token), emailKey })) !== null;
}

export function toNewUser(
  deps: Pick<AuthDeps, 'clock' | 'ids'>,
  given: { email: string; name: string | undefined; isVerified: boolean },
): User {
  return {
    id: UserId.parse(deps.ids.uuid()),
    email: given.email.trim(),
    email_verified: given.isVerified,
    name: given.name ?? given.email.trim().split('@')[0] ?? 'Somebody',
    created_at: timestampOf(deps.clock),
  };
}

/** Prepares an account and its own organization for a transaction. `write` throws `conflict` for an e-mail that has an account. */
export function prepareAccount(
  { ids }: Pick<AuthDeps, 'ids'>,
  { user, passwordHash }: { user: User; passwordHash: string | null },
) {
  const org_id = OrganizationId.parse(ids.uuid());
  const emailKey = normalizeEmail(user.email);
  const writeSimulator = prepareSimulator({ ids }, { org_id, created_at: user.created_at });
  return {
    account: { user, tokenVersion: 1 },
    org_id,
    async write(tx: Tx): Promise<void> {
      await insertUser(tx, { user, emailKey, passwordHash });
      const written = await findAccountByEmail(tx, emailKey);
      if (written?.user.id !== user.id) {
        throw new EverrunsError('conflict', 'This e-mail already has an account. Sign in instead.', {
          errors: [{ path: 'email', code: 'taken', message: 'has an account already' }],
        });
      }
      await insertOrganization(tx, { id: org_id, name: `${user.name}’s organization`, created_at: user.created_at });
      await insertMembership(tx, { org_id }, { user_id: user.id, role: 'owner' });
      await writeSimulator(tx);
    },
  };
}
