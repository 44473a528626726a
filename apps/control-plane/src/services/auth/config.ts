import type { AuthConfig } from '@everruns/schemas';
import type { AuthSettings } from '../../config/auth.ts';

/** What a login page shows. */
export function toAuthConfig({ mode, isSignupDisabled, oauth }: AuthSettings): AuthConfig {
  return {
    mode,
    password_login: mode !== 'none',
    signup_enabled: mode === 'full' && !isSignupDisabled,
    oauth_providers: oauth.map(({ provider }) => provider),
  };
}
