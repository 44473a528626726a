import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { EncryptedSecret } from '../../crypto/envelope.ts';
import type { CoreServices } from '../services.ts';

const BATCH = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Deps = Pick<CoreServices, 'db' | 'envelope'>;

/** The columns that hold encrypted values; each is encrypted for its table and row. */
const SEALED = [
  { table: 'llm_providers', column: 'api_key_encrypted' },
  { table: 'mcp_servers', column: 'headers_encrypted' },
  { table: 'mcp_servers', column: 'oauth_clients_encrypted' },
  { table: 'mcp_connections', column: 'login_encrypted' },
  { table: 'secrets', column: 'value_encrypted' },
  { table: 'webhooks', column: 'secret_encrypted' },
  { table: 'webhooks', column: 'previous_secret_encrypted' },
] as const;
type Sealed = (typeof SEALED)[number];

interface SealedRow {
  org_id: string;
  id: string;
  payload: unknown;
}

export interface Reencrypted {
  wrapped: number;
  /** Values that were altered, or wrapped with a key that is no longer configured; they are left as they are. */
  unreadable: number;
}

/**
 * Wraps every provider key and every secret of every organization with the current key, after a rotation. Each batch is one transaction,
 * so a crash leaves the rest for the next run. Several runs may overlap, and a value that changes meanwhile keeps its change.
 */
export async function reencryptSecrets(deps: Deps): Promise<Reencrypted> {
  const total: Reencrypted = { wrapped: 0, unreadable: 0 };
  for (const sealed of SEALED) {
    const { wrapped, unreadable } = await reencryptColumn(deps, sealed);
    total.wrapped += wrapped;
    total.unreadable += unreadable;
  }
  return total;
}

async function reencryptColumn(deps: Deps, sealed: Sealed): Promise<Reencrypted> {
  const total: Reencrypted = { wrapped: 0, unreadable: 0 };
  for (let after = BEFORE_ALL; ;) {
    const found = await runSql<{ id: string }>(
      deps.db,
      `select id from ${sealed.table} where ${isOld(sealed)} and id > $2 order by id limit $3`,
      [deps.envelope.currentKeyId, after, BATCH],
    );
    const last = found.at(-1);
    if (last === undefined) return total;
    const ids = found.map(({ id }) => id);
    const batch = await inTransaction(deps.db, (tx) => rewrapBatch(deps, tx, { sealed, ids }));
    total.wrapped += batch.wrapped;
    total.unreadable += batch.unreadable;
    after = last.id;
  }
}

function isOld({ column }: Sealed): string {
  return `${column} is not null and ${column} ->> 'key_id' <> $1`;
}

/** Checks again under the lock, because another run may have wrapped or replaced a value. */
async function rewrapBatch(
  { envelope }: Deps,
  tx: Tx,
  { sealed, ids }: { sealed: Sealed; ids: readonly string[] },
): Promise<Reencrypted> {
  const { table, column } = sealed;
  const rows = await runSql<SealedRow>(
    tx,
    `select org_id, id, ${column} as payload from ${table} where ${isOld(sealed)} and id = any($2::uuid[]) order by id for update`,
    [envelope.currentKeyId, ids],
  );
  let wrapped = 0;
  for (const row of rows) {
    const payload = rewrap(envelope, { table, row });
    if (payload === null) continue;
    wrapped += 1;
    const values = [JSON.stringify(payload), row.org_id, row.id];
    await runSql(tx, `update ${table} set ${column} = $1 where org_id = $2 and id = $3`, values);
  }
  return { wrapped, unreadable: rows.length - wrapped };
}

/** Returns null for a value that cannot be read, so that the others are still wrapped. */
function rewrap(
  envelope: CoreServices['envelope'],
  { table, row }: { table: string; row: SealedRow },
): EncryptedSecret | null {
  const place = { table, row_id: row.id, org_id: row.org_id };
  try {
    return envelope.encrypt(envelope.decrypt(row.payload, place), place);
  } catch {
    return null;
  }
}
