import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Offload } from '@everruns/core/catalog';
import type { ProbeModel } from '@everruns/internal-protocol';
import { createOffload } from '@everruns/offload';
import { Problem } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import { stdioServers, toStdioPrograms } from '@everruns/settings';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createApiLimits } from '../auth/api-limits.ts';
import { createAuthenticate } from '../auth/authenticator.ts';
import { createAuthDeps } from '../auth/create-auth-deps.ts';
import { createLimiters } from '../auth/limiter-store.ts';
import { createMemoryCounts } from '../auth/memory-counts.ts';
import { AuthEnvironment, toAuthSettings, type AuthSettings } from '../config/auth.ts';
import { makeKeyRing } from '../crypto/key-ring.ts';
import { openDatabase, type OpenDatabase } from '../db/database.ts';
import { createHttpApp } from '../http/app.ts';
import { createOpenAuthenticate, type Authenticate } from '../auth/principal.ts';
import { listen } from '../http/listen.ts';
import type { Route } from '../http/route.ts';
import { createRoutes } from '../http/routes/index.ts';
import { createAgentResolver } from '../services/agents/agent-resolver.ts';
import { createAuditRecorder } from '../auth/record-audit.ts';
import type { AuthDeps } from '../auth/auth-deps.ts';
import { ensureAdmin } from '../services/auth/ensure-admin.ts';
import type { CapabilityCatalog } from '../services/capabilities/capability-catalog.ts';
import { createSessionFiles } from '../services/files/session-files.ts';
import { createResourceFetcher } from '../services/mcp/attach-resources.ts';
import { createSecretResolver } from '../services/secrets/reveal.ts';
import { createDependencies } from '../services/dependencies.ts';
import { createServices } from '../services/create-services.ts';
import type { CoreServices, Services } from '../services/services.ts';
import { systemClock } from '@everruns/kernel';
import { actAsAccounts } from '../kernel/acting.ts';
import { createIds } from '../kernel/create-ids.ts';
import type { EngineDeps } from '../engine/transact/engine-deps.ts';
import { ModelNames } from '../engine/memory/model-names.ts';
import { GroupCommit } from '../engine/memory/group-commit.ts';
import { GroupCreate } from '../engine/memory/group-create.ts';
import { KnownAttempts } from '../engine/memory/known-attempts.ts';
import { SessionMemory } from '../engine/memory/session-memory.ts';
import type { TurnState } from '../engine/state/rows.ts';
import { RecordingHub } from '../engine/testing/recording-hub.ts';
import { createTestDatabase } from './test-database.ts';
import { withOther } from './with-other.ts';

export interface ApiAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed body, or undefined without one. */
  json: unknown;
}

/** Returns the status, with the error code if the request was refused: `404 not_found`. */
export function outcomeOf({ status, json }: ApiAnswer): string {
  return status < 400 ? String(status) : `${status} ${Problem.parse(json).code}`;
}

export interface ApiCall {
  /** An object is sent as JSON, and text unchanged. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TestApi extends AsyncDisposable {
  url: string;
  /** Every route that is served. */
  routes: readonly Route[];
  /** Its database is that of tests. */
  services: Services;
  /** As requests have it: its statements run in the name of a caller. */
  requestServices: Services;
  auth: AuthDeps;
  engine: EngineDeps;
  /** For tests, which have all rights. */
  database: OpenDatabase;
  /** For requests. */
  served: OpenDatabase;
  hub: RecordingHub;
  dispatched: TurnState[];
  stops: { turn_id: string; segment: number }[];
  call(method: string, path: string, given?: ApiCall): Promise<ApiAnswer>;
}

interface TestApiOptions {
  authenticate?: Authenticate;
  auth?: AuthSettings;
  /** Requests are limited as the settings specify. */
  isLimited?: boolean;
  capabilities?: CapabilityCatalog;
  /** Models cannot be tested without it. */
  probeModel?: ProbeModel;
  /** MCP servers that are programs of the operator: `MCP_STDIO_SERVERS`. */
  stdioServers?: string;
  /** The address at which people open the UI. */
  uiUrl?: string;
}

/** The HTTP API over its own database. Its engine records what was dispatched and stopped, and runs nothing. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const testDatabase = await createTestDatabase();
  const log = createLogger({ level: 'silent' });
  const { url } = testDatabase;
  // Requests are served in the roles of the product. A test looks and arranges as the owner of the tables.
  const served = openDatabase({ url, size: 10, hasRoles: true, log });
  const database = openDatabase({ url, size: 4, log });
  const offload = createOffload({ clock: systemClock, log });
  const core = createTestServices(options, { database: served, offload, log });
  const auth = createTestAuth(core, options.auth ?? toAuthSettings(AuthEnvironment.parse({}), 'none'), log);
  await actAsAccounts(() => ensureAdmin(auth));
  const engine = createIdleEngine(core, served, log);
  const services: Services = { ...auth, ...core, engine: engine.deps, hub: engine.hub };
  const dependencies = createDependencies({ database: served, clock: systemClock, log });
  const routes = createRoutes({
    services,
    health: {
      version: '0.0.0',
      authMode: auth.authSettings.mode,
      runner: 'local',
      checkReady: () => dependencies.check(),
    },
    eventRoutes: [],
    openEventStream: () => Promise.reject(new Error('This API has no event streams.')),
  });
  const app = createHttpApp({
    routes,
    ...chooseAccess(options, auth),
    trustedProxyHops: 0,
    countRequest: (orgId) => services.limits.countRequest(orgId),
    recordAudit: createAuditRecorder(services, log),
    hostPolicy: { allowedHosts: [], corsAllowedOrigins: ['https://ui.example'] },
    log,
    offload,
    clock: systemClock,
    ids: createIds(systemClock),
  });
  const listener = await listen(app, { host: '127.0.0.1', port: 0, ids: services.ids });
  return {
    url: listener.url,
    routes,
    requestServices: services,
    services: withOther(services, { db: database.db, engine: withOther(engine.deps, { db: database.db }) }),
    auth: withOther(auth, { db: database.db }),
    engine: withOther(engine.deps, { db: database.db }),
    database,
    served,
    hub: engine.hub,
    dispatched: engine.dispatched,
    stops: engine.stops,
    call: (method, path, given = {}) => callApi(new URL(path, listener.url), method, given),
    async [Symbol.asyncDispose]() {
      await listener.close(AbortSignal.abort());
      await offload.close();
      await served.close();
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

interface TestServiceParts {
  database: OpenDatabase;
  offload: Offload;
  log: Logger;
}

function chooseAccess({ authenticate, auth: given, isLimited = false }: TestApiOptions, auth: AuthDeps) {
  const { requestsPerMinute } = auth.authSettings.rateLimit;
  return {
    authenticate: authenticate ?? (given === undefined ? createOpenAuthenticate() : createAuthenticate(auth)),
    apiLimits: isLimited ? createApiLimits(createLimiters(createMemoryCounts(systemClock)), requestsPerMinute) : null,
  };
}

function createTestServices(options: TestApiOptions, { database, ...parts }: TestServiceParts): CoreServices {
  const { capabilities = new Map(), probeModel, uiUrl = 'http://localhost:9100' } = options;
  const servers = stdioServers.parse(options.stdioServers ?? '');
  return createServices({
    ...parts,
    capabilities,
    probeModel,
    db: database.db,
    clock: systemClock,
    ids: createIds(systemClock),
    config: {
      keyRing: makeKeyRing({ id: 'kek-test', bytes: randomBytes(32) }, null),
      auth: { mode: 'none', uiUrl },
      defaultKeysShared: false,
      organizationLimits: {},
      httpAddr: { host: '127.0.0.1', port: 0 },
      uiAddr: null,
      egressAllowCidrs: [],
      providers: {},
      stdioServers: servers,
      stdioPrograms: toStdioPrograms(servers, {}),
      mcpClientMetadata: 'auto',
    },
  });
}

function createTestAuth(services: CoreServices, settings: AuthSettings, log: Logger): AuthDeps {
  const keyRing = makeKeyRing({ id: 'kek-test', bytes: randomBytes(32) }, null);
  return createAuthDeps({
    services,
    settings,
    keyRing,
    makeLimiter: createLimiters(createMemoryCounts(systemClock)),
    log,
  });
}

/** Uses node:http, because fetch does not send a foreign `Host`. */
function callApi(url: URL, method: string, { body, headers }: ApiCall): Promise<ApiAnswer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...type, ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const received = Buffer.concat(chunks).toString();
        const isJson = /[/+]json/.test(response.headers['content-type'] ?? '');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: received,
          json: isJson ? JSON.parse(received) : undefined,
        });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

const WithId = z.looseObject({ id: z.string() });

/** Returns the id of the noun in the API's answer. */
export function idOf(answer: ApiAnswer): string {
  return WithId.parse(answer.json).id;
}

function createIdleEngine(services: CoreServices, database: OpenDatabase, log: Logger) {
  const hub = new RecordingHub();
  const dispatched: TurnState[] = [];
  const stops: { turn_id: string; segment: number }[] = [];
  const agents = createAgentResolver({ ...services, db: database.forAll });
  const memory = new SessionMemory({ sessions: 100, conversations: 1_000_000 });
  const deps: EngineDeps = {
    db: services.db,
    hub,
    log,
    clock: services.clock,
    limits: services.limits,
    newId: () => services.ids.uuid(),
    cursors: services.cursors,
    unreadable: services.unreadable,
    agents,
    sessionFiles: createSessionFiles({ limits: services.limits, fetch: createResourceFetcher(services) }),
    resolveSecret: createSecretResolver(services),
    memory,
    commits: new GroupCommit(database.commits, memory),
    creates: new GroupCreate(database),
    attempts: new KnownAttempts({ judge: async () => [], clock: services.clock }),
    modelNames: new ModelNames(agents),
    reserve: () => null,
    onDispatch: (turn) => void dispatched.push(structuredClone(turn)),
    onDeliver: () => undefined,
    onStop: (stop) => void stops.push(stop),
  };
  return { deps, hub, dispatched, stops };
}
