import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';
import { deriveKey } from '../crypto/derive-key.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { createAuditRecorder } from './record-audit.ts';
import type { AuthDeps, AuthServices } from './auth-deps.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createCredentialCache } from './credential-cache.ts';
import { createCredentialLimits } from './credential-limits.ts';
import type { MakeLimiter } from './limiter-store.ts';
import { createDeviceCookie } from './device-cookie.ts';
import { createLoginLimits } from './login-limits.ts';
import { createOauthClients } from './oauth/create-oauth.ts';
import { createProofCookie } from './oauth/proof-cookie.ts';
import { createPasswords } from './passwords.ts';
import { createSessionCookie } from './session-cookie.ts';

export interface AuthParts {
  services: AuthServices;
  settings: AuthSettings;
  keyRing: KeyRing;
  makeLimiter: MakeLimiter;
  log: Logger;
}

/** Creates the dependencies of authentication from the settings. Nothing is started or written. */
export function createAuthDeps({ services, settings, keyRing, makeLimiter, log }: AuthParts): AuthDeps {
  const { baseUrl, jwtSecret } = settings;
  const key = jwtSecret === null ? deriveKey(keyRing.current.bytes, 'access-token/1') : Buffer.from(jwtSecret);
  const isSecure = baseUrl?.startsWith('https:') ?? false;
  const proofKey = deriveKey(keyRing.current.bytes, 'oauth-proof/1');
  const deviceKey = deriveKey(keyRing.current.bytes, 'known-device/1');
  const { db, clock, ids, cursors, envelope, openFetch } = services;
  return {
    db,
    clock,
    ids,
    cursors,
    envelope,
    openFetch,
    authSettings: settings,
    passwords: createPasswords(),
    accessTokens: createAccessTokens({ key, issuer: baseUrl ?? 'everruns', clock }),
    sessionCookie: createSessionCookie(isSecure),
    credentialCache: createCredentialCache(clock),
    credentialLimits: createCredentialLimits(clock, settings.rateLimit.requestsPerMinute),
    loginLimits: createLoginLimits(makeLimiter),
    oauthClients: createOauthClients(settings.oauth, services),
    proofCookie: createProofCookie({ key: proofKey, clock, isSecure }),
    deviceCookie: createDeviceCookie({ key: deviceKey, clock, ids, isSecure }),
    recordAudit: createAuditRecorder(services, log),
    log,
  };
}
