import { AuditEntryId, EverrunsError } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import { createPasswords } from '../../auth/passwords.ts';
import { makeSecretToken } from '../../auth/secret-token.ts';
import { openDatabase } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { insertAuditEntry } from '../../repositories/audit-log.ts';
import { countApiKeysOf, deleteApiKeysOf } from '../../repositories/api-keys.ts';
import { deleteLoginsOf } from '../../repositories/auth-sessions.ts';
import { listMembershipsOf } from '../../repositories/memberships.ts';
import { findAccountByEmail, replacePassword } from '../../repositories/users.ts';
import { openClock } from '../../db/open-clock.ts';
import { createIds } from '../../kernel/create-ids.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';

export interface ResetPassword {
  databaseUrl: string;
  email: string;
  revokeApiKeys?: boolean;
}

export interface NewPassword {
  password: string;
  /** API keys of the account that still count. */
  keptApiKeys: number;
}

/**
 * Lets the operator reset a forgotten password: the account gets a new random one, which is returned this once, and all its logins end,
 * its API keys only where that is asked for. Replicas may be running. Throws `not_found`.
 */
export async function resetPassword({
  databaseUrl,
  email,
  revokeApiKeys = false,
}: ResetPassword): Promise<NewPassword> {
  const log = createLogger({ level: 'silent' });
  const database = openDatabase({ url: databaseUrl, size: 1, log });
  try {
    const account = await findAccountByEmail(database.db, normalizeEmail(email));
    if (account === null) throw new EverrunsError('not_found', 'There is no account with this e-mail.');
    const { id } = account.user;
    const password = makeSecretToken('');
    const passwordHash = await createPasswords().hash(password);
    const keptApiKeys = await inTransaction(database.db, async (tx) => {
      await replacePassword(tx, id, passwordHash);
      await deleteLoginsOf(tx, id);
      if (revokeApiKeys) await deleteApiKeysOf(tx, id);
      return countApiKeysOf(tx, id);
    });
    const [home] = await listMembershipsOf(database.db, id);
    if (home !== undefined) {
      const fields = revokeApiKeys ? ['api_keys'] : [];
      const entry = { actor: 'operator', action: 'reset_password', target_id: id, fields, request_id: 'command' };
      const clock = await openClock(database.db, log);
      const created_at = timestampOf(clock);
      const ctx = { org_id: home.id };
      await insertAuditEntry(database.db, ctx, {
        id: AuditEntryId.parse(createIds(clock).uuid()),
        created_at,
        ...entry,
      });
    }
    return { password, keptApiKeys };
  } finally {
    await database.close();
  }
}
