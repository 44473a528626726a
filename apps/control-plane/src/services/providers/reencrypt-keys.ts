import { OrganizationId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CoreServices } from '../services.ts';
import { decryptProviderKey, encryptProviderKey } from './provider-key.ts';

const BATCH = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Deps = Pick<CoreServices, 'db' | 'envelope'>;

interface OldKeyRow {
  org_id: string;
  id: string;
  api_key_encrypted: unknown;
}

export interface Reencrypted {
  wrapped: number;
  /** Keys that were altered, or wrapped with a key that is no longer configured; they are left as they are. */
  unreadable: number;
}

const OLD = `api_key_encrypted is not null and api_key_encrypted ->> 'key_id' <> $1`;

/**
 * Wraps every provider key of every organization with the current key, after a rotation. Each batch is one transaction, so a crash leaves
 * the rest for the next run. Several runs may overlap, and a key that changes meanwhile keeps its change.
 */
export async function reencryptProviderKeys(deps: Deps): Promise<Reencrypted> {
  const total: Reencrypted = { wrapped: 0, unreadable: 0 };
  for (let after = BEFORE_ALL; ;) {
    const found = await runSql<{ id: string }>(
      deps.db,
      `select id from llm_providers where ${OLD} and id > $2 order by id limit $3`,
      [deps.envelope.currentKeyId, after, BATCH],
    );
    const last = found.at(-1);
    if (last === undefined) return total;
    const batch = await inTransaction(deps.db, (tx) =>
      rewrapBatch(
        deps,
        tx,
        found.map(({ id }) => id),
      ),
    );
    total.wrapped += batch.wrapped;
    total.unreadable += batch.unreadable;
    after = last.id;
  }
}

/** Checks again under the lock, because another run may have wrapped or replaced a key. */
async function rewrapBatch({ envelope }: Deps, tx: Tx, ids: readonly string[]): Promise<Reencrypted> {
  const rows = await runSql<OldKeyRow>(
    tx,
    `select org_id, id, api_key_encrypted from llm_providers where ${OLD} and id = any($2::uuid[]) order by id for update`,
    [envelope.currentKeyId, ids],
  );
  let wrapped = 0;
  for (const row of rows) {
    const payload = rewrap(envelope, row);
    if (payload === null) continue;
    wrapped += 1;
    await tx
      .updateTable('llm_providers')
      .set({ api_key_encrypted: JSON.stringify(payload) })
      .where('org_id', '=', row.org_id)
      .where('id', '=', row.id)
      .execute();
  }
  return { wrapped, unreadable: rows.length - wrapped };
}

/** Returns null for a key that cannot be read, so that the others are still wrapped. */
function rewrap(envelope: CoreServices['envelope'], row: OldKeyRow) {
  const ctx = { org_id: OrganizationId.parse(row.org_id) };
  try {
    const api_key = decryptProviderKey(envelope, ctx, { id: row.id, payload: row.api_key_encrypted });
    return encryptProviderKey(envelope, ctx, { id: row.id, api_key });
  } catch {
    return null;
  }
}
