import { createLogger } from '@everruns/log';
import { EverrunsError, type OrganizationId, type OrganizationLimitName } from '@everruns/schemas';
import { openDatabase, runSql } from '../../db/database.ts';
import { isForeignKeyViolation } from '../../db/pg-errors.ts';

export interface SetLimit {
  databaseUrl: string;
  organizationId: OrganizationId;
  name: OrganizationLimitName;
  /** Null: the default again. */
  value: number | null;
}

const SET = `insert into org_limits (org_id, name, value) values ($1, $2, $3)
  on conflict (org_id, name) do update set value = excluded.value, updated_at = now()`;
const RESET = 'delete from org_limits where org_id = $1 and name = $2';

/** Lets the operator set a limit of an organization. Replicas may be running: they follow in seconds. Throws `not_found`. */
export async function setLimit({ databaseUrl, organizationId, name, value }: SetLimit): Promise<void> {
  const database = openDatabase({ url: databaseUrl, size: 1, log: createLogger({ level: 'silent' }) });
  try {
    if (value === null) await runSql(database.db, RESET, [organizationId, name]);
    else await runSql(database.db, SET, [organizationId, name, value]);
  } catch (error) {
    if (isForeignKeyViolation(error)) throw new EverrunsError('not_found', 'There is no such organization.');
    throw error;
  } finally {
    await database.close();
  }
}
