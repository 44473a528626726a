import { createLogger } from '@everruns/log';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { openDatabase } from '../../db/database.ts';
import { findAccountByEmail } from '../../repositories/users.ts';

/** Says in one sentence for the operator what the next start does with the account of AUTH_ADMIN_EMAIL. Changes nothing. */
export async function describeAdmin({ databaseUrl, email }: { databaseUrl: string; email: string }): Promise<string> {
  const database = openDatabase({ url: databaseUrl, size: 1, log: createLogger({ level: 'silent' }) });
  try {
    const account = await findAccountByEmail(database.db, normalizeEmail(email));
    if (account === null) return `${email} has no account yet: the next start makes it`;
    if (account.user.email_verified) return `${email} has its account`;
    return `${email} was registered by somebody who never proved that it is theirs: the next start retires that account and makes the operator’s`;
  } finally {
    await database.close();
  }
}
