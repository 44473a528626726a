import type { Clock, Ids, Offload } from '@everruns/core/catalog';
import type { GuardedFetch } from '@everruns/egress';
import type { ProbeModel } from '@everruns/internal-protocol';
import type { ResolvedModel } from '@everruns/schemas';
import type { AuthDeps } from '../auth/auth-deps.ts';
import type { Envelope } from '../crypto/envelope.ts';
import type { Database } from '../db/database.ts';
import type { EngineDeps } from '../engine/index.ts';
import type { EventHub } from '../events/hub.ts';
import type { CursorCodec } from '../kernel/cursor.ts';
import type { CapabilityCatalog } from './capabilities/capability-catalog.ts';
import type { ExpiringCache } from '@everruns/kernel';

/** What the services of a start have before the engine runs and people can sign in. */
export interface CoreServices {
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
  /** Tries a model; null where this process is composed without drivers. */
  probeModel: ProbeModel | null;
  /** Runs work whose cost a tenant chooses, beside the event loop. */
  offload: Offload;
  /** Mode none on loopback: providers that a person added may have loopback addresses. */
  allowPrivateProviders: boolean;
  /** Organizations without a default model use the one of the operator's environment. */
  areDefaultKeysShared: boolean;
}

/** What every verb of the services works with: routes get this one bag, and take the engine's from it. */
export interface Services extends CoreServices, AuthDeps {
  engine: EngineDeps;
  hub: EventHub;
}
