import type { Page } from 'playwright-core';

export const ADMIN = { email: 'admin@everruns.test', password: 'correct horse battery' };

/** The settings of a stack with accounts, and one of the accounts. */
export const ACCOUNTS_ENV = {
  AUTH_MODE: 'full',
  AUTH_ADMIN_EMAIL: ADMIN.email,
  AUTH_ADMIN_PASSWORD: ADMIN.password,
  AUTH_DISABLE_SIGNUP: 'false',
};

/** Fills in the login page. */
export async function signIn(page: Page, { email, password }: typeof ADMIN = ADMIN): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
