import type { AuthConfig } from '@everruns/schemas';
import type { Services } from '../services.ts';

/** Returns what a login page needs. */
export function getAuthConfig({ authSettings }: Pick<Services, 'authSettings'>): AuthConfig {
  const { mode, isSignupDisabled, oauth } = authSettings;
  return {
    mode,
    password_login: mode !== 'none',
    device_login: mode !== 'none',
    signup_enabled: mode === 'full' && !isSignupDisabled,
    oauth_providers: oauth.map(({ provider }) => provider),
  };
}
