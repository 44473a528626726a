import type { Clock } from '@everruns/core/catalog';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { actAsAccounts } from '../kernel/acting.ts';
import type { Principal } from './principal.ts';
import { findEndedCredentials, type HeldCredential } from '../repositories/credentials.ts';

/** Notifies long-lived readers when their credential ends. */
export interface CredentialWatch {
  /** Calls `onEnd` once, within three seconds, when the credential was revoked or has expired. Returns a function that unsubscribes. */
  watch(principal: Principal, onEnd: () => void): () => void;
}

export interface CredentialWatchDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  /** See `findAdminEmailKey`. */
  adminEmailKey: string | null;
  intervalMs?: number;
}

interface Watched {
  held: HeldCredential;
  expiresAt: number;
  onEnd: () => void;
}

/** Sends one statement in each round for all open streams of a process, and none while there are no streams. */
export function createCredentialWatch(deps: CredentialWatchDeps): CredentialWatch {
  const watched = new Set<Watched>();
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  const end = (ended: readonly Watched[]) => {
    for (const each of ended) if (watched.delete(each)) each.onEnd();
  };
  const look = async () => {
    const all = [...watched];
    end(all.filter(({ expiresAt }) => expiresAt <= deps.clock.now()));
    const held = all.map((one) => one.held);
    const positions = await actAsAccounts(() => findEndedCredentials(deps.db, held, deps));
    end(positions.flatMap((position) => all[position] ?? []));
  };
  const turn = () => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => deps.log.warn({ err: error }, 'The credentials of open streams could not be checked.'))
      .finally(() => {
        isLooking = false;
      });
  };
  const stopIfIdle = () => {
    if (watched.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
  return {
    watch({ credential, orgId: org_id, expiresAt }, onEnd) {
      if (credential.kind === 'none') return () => undefined;
      const kind = credential.kind === 'api_key' ? 'api_key' : 'login';
      const member: Watched = { held: { kind, id: credential.id, org_id }, expiresAt: expiresAt ?? Infinity, onEnd };
      watched.add(member);
      timer ??= setInterval(turn, deps.intervalMs ?? 2_000).unref();
      return () => {
        watched.delete(member);
        stopIfIdle();
      };
    },
  };
}
