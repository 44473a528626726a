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

/** What authentication takes from the services. */
export interface AuthServices {
  db: Database;
  clock: Clock;
  ids: Ids;
  cursors: CursorCodec;
  envelope: Envelope;
  openFetch: GuardedFetch;
}

/** What the verbs about people, logins and keys work with. */
export interface AuthDeps {
  services: AuthServices;
  settings: AuthSettings;
  passwords: Passwords;
  accessTokens: AccessTokens;
  cookie: SessionCookie;
  /** Emptied whenever a credential, a membership or a person changes here. */
  cache: CredentialCache;
  credentialLimits: CredentialLimits;
  loginLimits: LoginLimits;
  /** Sites that one may sign in through. */
  oauth: readonly OauthClient[];
  proofCookie: ProofCookie;
  deviceCookie: DeviceCookie;
  recordAudit: RecordAudit;
  log: Logger;
}
