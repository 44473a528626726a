import { Secret } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import type { EncryptedSecret } from '../crypto/envelope.ts';
import type { Database, Tx } from '../db/database.ts';
import type { SecretsTable } from '../db/tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';
import { withinReach } from './within-reach.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** What names a secret in its organization. */
export interface SecretKey {
  name: string;
  subject: string;
}

/** A secret as it is stored. */
export interface StoredSecret {
  id: string;
  hosts: string[];
  created_at: string;
  /** The encrypted value. */
  payload: unknown;
}

export async function listSecrets(
  db: Database,
  ctx: RequestContext,
  { subject, after, count }: { subject: string | undefined; after: KeysetPosition | null; count: number },
): Promise<ListedRow<Secret>[]> {
  const rows = await selectSecrets(db, ctx)
    .where(withinReach(ctx))
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
    .$call(startAfter(after))
    .$call(newestFirst(count))
    .execute();
  return readListed('secrets', rows, toSecret);
}

export async function findStoredSecret(
  db: Database | Tx,
  ctx: Organization,
  { name, subject }: SecretKey,
): Promise<StoredSecret | null> {
  const row = await selectSecrets(db, ctx).where('name', '=', name).where('subject', '=', subject).executeTakeFirst();
  if (row === undefined) return null;
  const { id, hosts, created_at, value_encrypted } = row;
  return { id, hosts, created_at: created_at.toISOString(), payload: value_encrypted };
}

export async function countSecrets(tx: Tx, { org_id }: Organization): Promise<number> {
  const { count } = await tx
    .selectFrom('secrets')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .executeTakeFirstOrThrow();
  return count;
}

/** Creates the secret, or replaces its value and hosts. */
export async function upsertSecret(
  tx: Tx,
  { org_id }: Organization,
  { id, secret, payload }: { id: string; secret: Secret; payload: EncryptedSecret },
): Promise<void> {
  const { name, subject, hosts, created_at, updated_at } = secret;
  const value_encrypted = JSON.stringify(payload);
  await tx
    .insertInto('secrets')
    .values({ org_id, id, name, subject, hosts, value_encrypted, created_at, updated_at })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'name', 'subject']).doUpdateSet({ hosts, value_encrypted, updated_at }),
    )
    .execute();
}

/** Returns whether there was one. */
export async function deleteSecretRow(
  tx: Tx,
  { org_id }: Organization,
  { name, subject }: SecretKey,
): Promise<boolean> {
  const result = await tx
    .deleteFrom('secrets')
    .where('org_id', '=', org_id)
    .where('name', '=', name)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function selectSecrets(db: Database | Tx, { org_id }: Organization) {
  return db.selectFrom('secrets').selectAll().where('org_id', '=', org_id);
}

function toSecret({ name, subject, hosts, created_at, updated_at }: Selectable<SecretsTable>): Secret {
  const times = { created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
  return Secret.parse({ name, subject, hosts, ...times });
}
