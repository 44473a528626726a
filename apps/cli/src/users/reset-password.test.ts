import { expect, it } from 'vitest';
import { resetUserPassword } from './reset-password.ts';

const print = (): void => undefined;

it('the password that is a setting is changed in the settings', async () => {
  const env = { AUTH_ADMIN_EMAIL: 'Ada@example.com', AUTH_ADMIN_PASSWORD: 'a configured one' };
  await expect(resetUserPassword(env, { email: 'ada@example.com', revokeApiKeys: false }, print)).rejects.toThrow(
    'AUTH_ADMIN_PASSWORD is the password of this account: change the setting, then restart.',
  );
});
