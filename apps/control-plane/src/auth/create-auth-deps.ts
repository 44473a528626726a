import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';
import { deriveKeyPair, type KeyPair } from '../crypto/key-pair.ts';
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
  const { baseUrl } = settings;
  const isSecure = baseUrl?.startsWith('https:') ?? false;
  const proofKeys = deriveKeyPair(keyRing, 'oauth-proof/1');
  const deviceKeys = deriveKeyPair(keyRing, 'known-device/1');
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
    accessTokens: createAccessTokens({ keys: tokenKeys(settings, keyRing), issuer: baseUrl ?? 'everruns', clock }),
    sessionCookie: createSessionCookie(isSecure),
    credentialCache: createCredentialCache(clock),
    credentialLimits: createCredentialLimits(clock, settings.rateLimit.requestsPerMinute),
    loginLimits: createLoginLimits(makeLimiter),
    oauthClients: createOauthClients(settings.oauth, services),
    proofCookie: createProofCookie({ keys: proofKeys, clock, isSecure }),
    deviceCookie: createDeviceCookie({ keys: deviceKeys, clock, ids, isSecure }),
    recordAudit: createAuditRecorder(services, log),
    log,
  };
}

function tokenKeys({ jwtSecret, jwtSecretPrevious }: AuthSettings, keyRing: KeyRing): KeyPair {
  const derived = deriveKeyPair(keyRing, 'access-token/1');
  if (jwtSecret === null) return derived;
  return {
    current: Buffer.from(jwtSecret),
    previous: jwtSecretPrevious === null ? derived.current : Buffer.from(jwtSecretPrevious),
  };
}
