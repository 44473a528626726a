import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { deleteExpiredCounts } from '../auth/postgres-counts.ts';
import { deleteExpiredLogins } from '../repositories/auth-sessions.ts';
import { deleteUnnamedContents } from '../repositories/content-sweep.ts';
import { deleteLeftDevices } from '../repositories/devices.ts';
import { deleteExpiredDeviceLogins } from '../repositories/device-logins.ts';
import { deleteExpiredMcpLogins } from '../repositories/mcp-logins.ts';
import { deleteOldToolRuns } from '../repositories/playground.ts';
import { deleteOldJobs } from '../repositories/session-jobs.ts';
import { deleteUnusedToolLists } from '../repositories/tool-lists.ts';
import { deleteOldDeliveries } from '../repositories/webhook-deliveries.ts';
import { deleteExpiredAnswers } from '../idempotency/stored-answer.ts';
import { deleteLeftSteps, deleteOldTombstones } from '../engine/index.ts';
import { actAsAccounts } from '../kernel/acting.ts';
import { reencryptSecrets } from './secrets/reencrypt.ts';
import type { CoreServices } from './services.ts';

const INTERVAL_MS = 60 * 60 * 1_000;
/** The pause after a failure; the database may be back in a moment. */
const AGAIN_MS = 60_000;

interface HousekeepingDeps {
  /** Their database is the engine's. */
  services: CoreServices;
  /** In which logins are, as requests find them. */
  accounts: Database;
  log: Logger;
}

/** Does periodic work at start and every hour: wraps keys anew after a rotation, and deletes what has expired. */
export function startHousekeeping({ services, accounts, log }: HousekeepingDeps): AsyncDisposable {
  const keep = async () => {
    try {
      const { wrapped, unreadable } = await reencryptSecrets(services);
      if (wrapped > 0) log.info({ wrapped }, 'Stored secrets were wrapped with the current encryption key.');
      if (unreadable > 0)
        log.error({ unreadable }, 'Stored secrets cannot be read with the encryption keys of this process.');
      await deleteExpiredAnswers(services.db);
      await actAsAccounts(() => forgetLogins(accounts));
      await deleteLeftSteps(services.db);
      await deleteOldTombstones(services.db);
      await deleteUnusedToolLists(services.db);
      await deleteOldDeliveries(services.db);
      await deleteOldJobs(services.db);
      await deleteLeftDevices(services.db);
      await deleteExpiredMcpLogins(services.db);
      await deleteOldToolRuns(services.db);
      for (const [org_id, bytes] of await deleteUnnamedContents(services.db))
        services.limits.noteAdded(org_id, 'stored_bytes', -bytes);
      return INTERVAL_MS;
    } catch (error) {
      log.warn({ err: error }, 'Housekeeping failed. It runs again in a minute.');
      return AGAIN_MS;
    }
  };
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const keepOn = async (): Promise<void> => {
    const pauseMs = await keep();
    if (!isOver) timer = setTimeout(() => void (running = keepOn()), pauseMs).unref();
  };
  let running = keepOn();
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function forgetLogins(db: Database): Promise<void> {
  await deleteExpiredLogins(db);
  await deleteExpiredDeviceLogins(db);
  await deleteExpiredCounts(db);
}
