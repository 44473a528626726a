import type { DeviceLoginProgress, ExchangeDeviceCodeRequest } from '@everruns/schemas';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import { unauthenticated } from '../../auth/read-credential.ts';
import { hashSecretToken } from '../../auth/secret-token.ts';
import { inTransaction } from '../../db/transaction.ts';
import { markDeviceCodeUsed, pollDeviceLogin, type Approver } from '../../repositories/device-logins.ts';
import { findAccount } from '../../repositories/users.ts';
import type { Services } from '../services.ts';
import { prepareLogin, type PreparedLogin } from './open-login.ts';
import { recordSignIn } from './record-sign-in.ts';

const SLOWER_BY_SECONDS = 5;
const LONGEST_INTERVAL_SECONDS = 60;

interface Asked {
  progress: DeviceLoginProgress;
  approver: Approver | null;
}

/**
 * Tells a program whether a person has approved it, and gives it its tokens once. Throws `unauthenticated` for a code that was never
 * given or was exchanged, and `rate_limited` for guesses.
 */
export async function exchangeDeviceCode(
  deps: Services,
  ctx: AnonymousContext,
  { device_code }: ExchangeDeviceCodeRequest,
): Promise<DeviceLoginProgress> {
  const codeHash = hashSecretToken(device_code);
  const key = `device:${codeHash.toString('base64url')}`;
  const prepared = new Map<string, PreparedLogin>();
  const asked = await deps.credentialLimits.guard({ address: ctx.address, key }, () =>
    ask(deps, ctx, { codeHash, prepared }),
  );
  if (asked === null) throw unauthenticated('This code is not valid, or was exchanged before. Sign in again.');
  if (asked.progress.status === 'approved' && asked.approver !== null) {
    const { org_id, user_id } = asked.approver;
    await recordSignIn(deps, ctx, { org_id, user_id, action: 'login', method: 'device' });
  }
  return asked.progress;
}

/** `prepared` keeps the login between two tries of the transaction, so that a commit that was lost on the way is found. */
async function ask(
  deps: Services,
  ctx: AnonymousContext,
  { codeHash, prepared }: { codeHash: Buffer; prepared: Map<string, PreparedLogin> },
): Promise<Asked | null> {
  return inTransaction(deps.db, async (tx) => {
    const limits = { slowerBy: SLOWER_BY_SECONDS, longest: LONGEST_INTERVAL_SECONDS };
    const found = await pollDeviceLogin(tx, { codeHash, ...limits });
    if (found === null) return null;
    const { approver, interval_seconds: interval, is_early, is_expired, is_approved, login_id } = found;
    const say = (status: DeviceLoginProgress['status']): Asked => ({ progress: { status, interval }, approver });
    if (login_id !== null && !prepared.has(login_id)) return null;
    if (is_approved === false) return say('denied');
    if (is_expired) return say('expired');
    if (approver === null) return say(is_early ? 'slow_down' : 'pending');
    const account = await findAccount(tx, approver.user_id);
    // Since the approval, the account was disabled or its logins were ended.
    if (account === null || !account.isActive || account.tokenVersion !== approver.token_version) return say('denied');
    const [login = await prepareLogin(deps, { account, org_id: approver.org_id, grant: 'tokens', origin: ctx })] =
      prepared.values();
    prepared.set(login.id, login);
    await login.write(tx);
    await markDeviceCodeUsed(tx, found.id, login.id);
    return { progress: { status: 'approved', interval, login: login.opened.response }, approver };
  });
}
