import { EverrunsError } from '@everruns/schemas';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { deriveKey } from './derive-key.ts';
import type { EncryptionKey, KeyRing } from './key-ring.ts';

const SETTING = 'encryption_key_check';
const CheckValue = z.object({ key_id: z.string(), check: z.string() });

/**
 * Makes sure that this database was written with the configured key. The first start records a check value. A rotation (the
 * recorded key is now SECRETS_ENCRYPTION_KEY_PREVIOUS) records a new one. Throws `conflict` with both key ids on a mismatch.
 */
export async function verifyEncryptionKey(db: Database, keys: KeyRing): Promise<void> {
  const mine = checkValueOf(keys.current);
  await db
    .insertInto('platform_settings')
    .values({ name: SETTING, value: JSON.stringify(mine) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db
    .selectFrom('platform_settings')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirstOrThrow();
  const recorded = CheckValue.parse(row.value);
  if (recorded.check === mine.check) return;
  if (keys.previous === null || recorded.check !== checkValueOf(keys.previous).check) {
    throw new EverrunsError(
      'conflict',
      `SECRETS_ENCRYPTION_KEY (key ${keys.current.id}) does not fit this database, which was written with key ` +
        `${recorded.key_id}. Give that key in SECRETS_ENCRYPTION_KEY, or in SECRETS_ENCRYPTION_KEY_PREVIOUS to rotate.`,
    );
  }
  await db
    .updateTable('platform_settings')
    .set({ value: JSON.stringify(mine) })
    .where('name', '=', SETTING)
    .execute();
}

function checkValueOf(key: EncryptionKey): z.infer<typeof CheckValue> {
  return { key_id: key.id, check: deriveKey(key.bytes, 'encryption-key-check/1').toString('base64') };
}
