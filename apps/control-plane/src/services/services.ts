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
import type { UnreadableRows } from '../kernel/unreadable-rows.ts';
import type { OrganizationLimits } from '../limits/organization-limits.ts';
import type { McpServices } from './mcp/mcp-services.ts';
import type { CapabilityCatalog } from './capabilities/capability-catalog.ts';
import type { ToldOrganizations } from './webhooks/told-organizations.ts';
import type { ExpiringCache } from '@everruns/kernel';

/** What services have before the engine runs and people can sign in. */
export interface CoreServices {
  db: Database;
  clock: Clock;
  ids: Ids;
  cursors: CursorCodec;
  unreadable: UnreadableRows;
  envelope: Envelope;
  capabilities: CapabilityCatalog;
  /** Resolved models with their keys, cached for seconds and emptied by every local write of a provider or model. */
  modelCache: ExpiringCache<ResolvedModel>;
  /** The only way in which a verb sends requests to other servers. */
  openFetch: GuardedFetch;
  /** What this process knows of MCP servers, and its connections to them. */
  mcp: McpServices;
  /** Tries a model; null where this process is composed without drivers. */
  probeModel: ProbeModel | null;
  /** Runs work whose cost a tenant chooses, outside the event loop. */
  offload: Offload;
  limits: OrganizationLimits;
  /** Which organizations have webhooks. */
  webhooks: ToldOrganizations;
  /** True in mode none on loopback: providers that a person added may have loopback addresses. */
  allowPrivateProviders: boolean;
  /** The address at which people open the UI. */
  uiUrl: string;
  /** Authorization servers of MCP servers can read who this platform is at its address. */
  namesMcpClient: boolean;
  /** Organizations without a default model use that of the operator's environment. */
  areDefaultKeysShared: boolean;
}

/** The dependencies of every service verb. Routes get this one bag, and the engine's from it. */
export interface Services extends CoreServices, AuthDeps {
  engine: EngineDeps;
  hub: EventHub;
}
