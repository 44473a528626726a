import type { Clock, Ids, Offload } from '@everruns/core/catalog';
import type { GuardedFetch } from '@everruns/egress';
import type { ResolvedModel } from '@everruns/schemas';
import type { Envelope } from '../crypto/envelope.ts';
import type { Database } from '../db/database.ts';
import type { CursorCodec } from '../kernel/cursor.ts';
import type { CapabilityCatalog } from './capabilities/capability-catalog.ts';
import type { ExpiringCache } from '@everruns/kernel';

/** What the service verbs work with. */
export interface Services {
  db: Database;
  clock: Clock;
  ids: Ids;
  cursors: CursorCodec;
  envelope: Envelope;
  capabilities: CapabilityCatalog;
  /** Resolved models with their keys, for seconds; emptied by every local write of a provider or model. */
  modelCache: ExpiringCache<ResolvedModel>;
  /** The only way in which a verb calls out. */
  openFetch: GuardedFetch;
  /** Runs work whose cost a tenant chooses, beside the event loop. */
  offload: Offload;
  /** Mode none on loopback: providers that a person added may have loopback addresses. */
  allowPrivateProviders: boolean;
  /** Organizations without a default model use the one of the operator's environment. */
  areDefaultKeysShared: boolean;
}
