import type { Clock, Ids, Offload } from '@everruns/core/catalog';
import { createGuardedFetch } from '@everruns/egress';
import { isLoopbackHost } from '@everruns/ingress';
import type { ProbeModel } from '@everruns/internal-protocol';
import type { Logger } from 'pino';
import type { AuthSettings } from '../config/auth.ts';
import type { Config } from '../config/config.ts';
import { deriveKey } from '../crypto/derive-key.ts';
import { createEnvelope } from '../crypto/envelope.ts';
import type { EncryptionKey } from '../crypto/key-ring.ts';
import type { Database } from '../db/database.ts';
import { createCursorCodec } from '../kernel/cursor.ts';
import { OrganizationLimits, type DefaultLimits } from '../limits/organization-limits.ts';
import { UnreadableRows } from '../kernel/unreadable-rows.ts';
import type { CapabilityCatalog } from './capabilities/capability-catalog.ts';
import { ExpiringCache } from '@everruns/kernel';
import { createMcpServices } from './mcp/mcp-services.ts';
import type { CoreServices } from './services.ts';
import { ToldOrganizations } from './webhooks/told-organizations.ts';

const MODEL_CACHE = { maxEntries: 1_000, ttlMs: 5_000 };

/** Creates the services over one database. */
export function createServices(deps: {
  db: Database;
  clock: Clock;
  ids: Ids;
  capabilities: CapabilityCatalog;
  offload: Offload;
  log: Logger;
  probeModel?: ProbeModel | undefined;
  config: Pick<
    Config,
    | 'keyRing'
    | 'httpAddr'
    | 'uiAddr'
    | 'egressAllowCidrs'
    | 'providers'
    | 'stdioServers'
    | 'stdioPrograms'
    | 'mcpClientMetadata'
  > & {
    auth: Pick<AuthSettings, 'mode' | 'uiUrl'>;
    defaultKeysShared: boolean;
    organizationLimits: DefaultLimits;
  };
}): CoreServices {
  const { organizationLimits: defaults, stdioServers, stdioPrograms } = deps.config;
  const { keyRing, httpAddr, uiAddr, egressAllowCidrs, providers, auth, defaultKeysShared } = deps.config;
  const isOnlyHere = [httpAddr, uiAddr].every((address) => address === null || isLoopbackHost(address.host));
  const baseUrls = Object.values(providers).flatMap(({ baseUrl }) => baseUrl ?? []);
  const openFetch = createGuardedFetch({
    allowCidrs: egressAllowCidrs,
    allowedOrigins: baseUrls,
    clock: deps.clock,
    log: deps.log,
  });
  return {
    db: deps.db,
    clock: deps.clock,
    ids: deps.ids,
    capabilities: deps.capabilities,
    cursors: createCursorCodec(cursorKey(keyRing.current), keyRing.previous && cursorKey(keyRing.previous)),
    unreadable: new UnreadableRows(deps.log),
    envelope: createEnvelope(keyRing),
    modelCache: new ExpiringCache(deps.clock, MODEL_CACHE),
    openFetch,
    mcp: createMcpServices({ openFetch, clock: deps.clock, log: deps.log, stdioServers, stdioPrograms }),
    offload: deps.offload,
    limits: new OrganizationLimits({ db: deps.db, clock: deps.clock, defaults }),
    webhooks: new ToldOrganizations(),
    probeModel: deps.probeModel ?? null,
    allowPrivateProviders: auth.mode === 'none' && isOnlyHere,
    uiUrl: auth.uiUrl,
    namesMcpClient: deps.config.mcpClientMetadata === 'auto' && auth.uiUrl.startsWith('https:'),
    areDefaultKeysShared: defaultKeysShared,
  };
}

function cursorKey({ bytes }: EncryptionKey): Buffer {
  return deriveKey(bytes, 'list-cursor/1');
}
