import { AuditEntryId, DEFAULT_ORGANIZATION_ID, type EnvironmentVendor } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import { openDatabase } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { insertAuditEntry } from '../../repositories/audit-log.ts';
import { findDefaultLlmModel } from '../../repositories/llm-models.ts';
import { deleteLlmProviderRow, findStoredLlmProvider } from '../../repositories/llm-providers.ts';
import { openClock } from '../../db/open-clock.ts';
import { createIds } from '../../kernel/create-ids.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { providerId } from './provider-offer.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

export type Forgotten =
  /** There was no stored provider. */
  | 'absent'
  | 'forgotten'
  /** The provider is deleted, and with it the organization's default model. */
  | 'forgotten_with_default';

/**
 * Deletes the provider that the operator's environment brought, with its key and models. Running replicas notice within seconds. Agents
 * that name one of the models find it again when a later start has the key.
 */
export async function forgetProvider(given: { databaseUrl: string; vendor: EnvironmentVendor }): Promise<Forgotten> {
  const log = createLogger({ level: 'silent' });
  const database = openDatabase({ url: given.databaseUrl, size: 1, log });
  const id = providerId(given.vendor);
  const ctx = {
    org_id: DEFAULT_ORGANIZATION_ID,
    principal: 'operator',
    subjects: EVERY_SUBJECT,
    request_id: 'command',
  };
  try {
    const clock = await openClock(database.db, log);
    return await inTransaction(database.db, async (tx) => {
      if ((await findStoredLlmProvider(tx, ctx, { id, lock: true })) === null) return 'absent';
      const before = await findDefaultLlmModel(tx, ctx);
      await deleteLlmProviderRow(tx, ctx, id);
      await insertAuditEntry(tx, ctx, {
        id: AuditEntryId.parse(createIds(clock).uuid()),
        actor: ctx.principal,
        action: 'forget_provider',
        target_id: id,
        fields: [],
        request_id: ctx.request_id,
        created_at: timestampOf(clock),
      });
      return before?.provider_id === id ? 'forgotten_with_default' : 'forgotten';
    });
  } finally {
    await database.close();
  }
}
