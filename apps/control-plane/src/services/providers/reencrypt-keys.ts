import { OrganizationId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Services } from '../services.ts';
import { decryptProviderKey, encryptProviderKey } from './provider-key.ts';

const BATCH = 100;

interface OldKeyRow {
  org_id: string;
  id: string;
  api_key_encrypted: unknown;
}

/**
 * After a rotation: wraps every provider key, of every organisation, with the current key. Each batch is one transaction, so a crash
 * leaves the rest for the next start. Returns how many were wrapped anew.
 */
export async function reencryptProviderKeys(services: Services): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await inTransaction(services.db, async (tx) => {
      const rows = await runSql<OldKeyRow>(
        tx,
        `select org_id, id, api_key_encrypted from llm_providers
         where api_key_encrypted is not null and api_key_encrypted ->> 'key_id' <> $1
         order by id limit $2 for update skip locked`,
        [services.envelope.currentKeyId, BATCH],
      );
      for (const row of rows) {
        const ctx = { org_id: OrganizationId.parse(row.org_id) };
        const api_key = decryptProviderKey(services.envelope, ctx, { id: row.id, payload: row.api_key_encrypted });
        await tx
          .updateTable('llm_providers')
          .set({
            api_key_encrypted: JSON.stringify(encryptProviderKey(services.envelope, ctx, { id: row.id, api_key })),
          })
          .where('org_id', '=', ctx.org_id)
          .where('id', '=', row.id)
          .execute();
      }
      return rows.length;
    });
    total += count;
    if (count < BATCH) return total;
  }
}
