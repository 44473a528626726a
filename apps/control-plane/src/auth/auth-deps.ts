import type { Logger } from 'pino';
import type { AccessTokens } from './access-tokens.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { CredentialLimits } from './credential-limits.ts';
import type { LoginLimits } from './login-limits.ts';
import type { OauthClient } from './oauth/oauth-client.ts';
import type { ProofCookie } from './oauth/proof-cookie.ts';
import type { Passwords } from './passwords.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { AuthSettings } from '../config/auth.ts';
import type { RecordAudit } from './record-audit.ts';
import type { Services } from '../services/services.ts';

/** What the verbs about people, logins and keys work with. */
export interface AuthDeps {
  services: Pick<Services, 'db' | 'clock' | 'ids' | 'cursors' | 'envelope' | 'openFetch'>;
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
  recordAudit: RecordAudit;
  log: Logger;
}
