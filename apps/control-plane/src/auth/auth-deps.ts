import type { Clock, Ids } from '@everruns/core/catalog';
import type { GuardedFetch } from '@everruns/egress';
import type { Logger } from 'pino';
import type { AccessTokens } from './access-tokens.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { CredentialLimits } from './credential-limits.ts';
import type { DeviceCookie } from './device-cookie.ts';
import type { LoginLimits } from './login-limits.ts';
import type { OauthClient } from './oauth/oauth-client.ts';
import type { ProofCookie } from './oauth/proof-cookie.ts';
import type { Passwords } from './passwords.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { AuthSettings } from '../config/auth.ts';
import type { RecordAudit } from './record-audit.ts';
import type { Envelope } from '../crypto/envelope.ts';
import type { Database } from '../db/database.ts';
import type { CursorCodec } from '../kernel/cursor.ts';

/** The services that authentication needs. */
export interface AuthServices {
  db: Database;
  clock: Clock;
  ids: Ids;
  cursors: CursorCodec;
  envelope: Envelope;
  openFetch: GuardedFetch;
}

/** The dependencies of authentication: the part of `Services` that is about people, logins and keys. */
export interface AuthDeps extends AuthServices {
  authSettings: AuthSettings;
  passwords: Passwords;
  accessTokens: AccessTokens;
  sessionCookie: SessionCookie;
  /** Cleared whenever this process changes a credential, a membership or a person. */
  credentialCache: CredentialCache;
  credentialLimits: CredentialLimits;
  loginLimits: LoginLimits;
  /** The sites through which people may sign in. */
  oauthClients: readonly OauthClient[];
  proofCookie: ProofCookie;
  deviceCookie: DeviceCookie;
  recordAudit: RecordAudit;
  log: Logger;
}
