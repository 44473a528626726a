import { createLogger } from '@everruns/log';
import type { Config } from '../../config/config.ts';
import { createEnvelope } from '../../crypto/envelope.ts';
import { verifyEncryptionKey } from '../../crypto/verify-encryption-key.ts';
import { openDatabase } from '../../db/database.ts';
import { reencryptSecrets, type Reencrypted } from './reencrypt.ts';

const CONNECTIONS = 2;

/**
 * Wraps every stored secret with the current key. Running replicas must know both keys, as current and previous in either order. A run that
 * was killed is continued by the next one. Throws `conflict` when neither key is the database's.
 */
export async function rotateSecrets(config: Pick<Config, 'databaseUrl' | 'keyRing'>): Promise<Reencrypted> {
  const log = createLogger({ level: 'silent' });
  const database = openDatabase({ url: config.databaseUrl, size: CONNECTIONS, log });
  try {
    await verifyEncryptionKey(database.db, config.keyRing);
    return await reencryptSecrets({ db: database.db, envelope: createEnvelope(config.keyRing) });
  } finally {
    await database.close();
  }
}
