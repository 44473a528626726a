import { randomInt } from 'node:crypto';
import {
  DeviceLoginId,
  EverrunsError,
  LIMITS,
  toUserCode,
  USER_CODE_LETTERS,
  type DeviceLogin,
  type StartDeviceLoginRequest,
} from '@everruns/schemas';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import { networkOf } from '../../auth/network-of.ts';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { inTransaction } from '../../db/transaction.ts';
import { insertDeviceLogin } from '../../repositories/device-logins.ts';
import type { Services } from '../services.ts';
import { noAccounts } from './login.ts';

const LIFETIME_SECONDS = 10 * 60;
const INTERVAL_SECONDS = 5;
const CODE_LENGTH = 8;
const DEVICE_CODE_PREFIX = 'evrd_';
const MOST = { ofNetwork: LIMITS.openDeviceLoginsPerNetwork, inAll: LIMITS.openDeviceLogins };

/**
 * Begins the login of a program that has no browser (RFC 8628). A person approves it within ten minutes. Throws `rate_limited`, also when
 * too many requests of the program's network are open, and `forbidden` in mode none.
 */
export async function startDeviceLogin(
  deps: Services,
  { address }: AnonymousContext,
  { client_name }: StartDeviceLoginRequest,
): Promise<DeviceLogin> {
  if (deps.authSettings.mode === 'none') throw noAccounts();
  await deps.loginLimits.beginDeviceLogin(address);
  const deviceCode = makeSecretToken(DEVICE_CODE_PREFIX);
  const userCode = makeUserCode();
  const row = {
    id: DeviceLoginId.parse(deps.ids.uuid()),
    device_code_hash: hashSecretToken(deviceCode),
    user_code: userCode,
    client_name,
    network: networkOf(address),
    lifetime_seconds: LIFETIME_SECONDS,
    interval_seconds: INTERVAL_SECONDS,
  };
  const isWritten = await inTransaction(deps.db, (tx) => insertDeviceLogin(tx, row, MOST));
  // Of 25 billion codes, an equal one is rarer than a full network. The program may ask again after either.
  if (!isWritten) throw tooManyOpen();
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: deps.authSettings.deviceUrl,
    expires_in: LIFETIME_SECONDS,
    interval: INTERVAL_SECONDS,
  };
}

function makeUserCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => USER_CODE_LETTERS[randomInt(USER_CODE_LETTERS.length)]);
  return toUserCode(letters.join('')) ?? '';
}

function tooManyOpen(): EverrunsError {
  const message =
    'Too many programs of your network wait to be signed in. Wait a minute, then try again, or sign in with an API key.';
  return new EverrunsError('rate_limited', message, { retryAfterMs: 60_000 });
}
