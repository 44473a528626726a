import { createClient, type CallOptions, type Client, type ClientOptions } from './http/client.ts';
import { createWebPlatform, type Platform } from './platform.ts';
import type { Connection, ConnectOptions } from './socket/connection.ts';
import { createConnect } from './socket/connect.ts';
import { createAgents, type Agents } from './resources/agents.ts';
import { createApiKeys, type ApiKeys } from './resources/api-keys.ts';
import { createApprovals, type Approvals } from './resources/approvals.ts';
import { createAuditLog, type AuditLog } from './resources/audit-log.ts';
import { createAuth, type Auth } from './resources/auth.ts';
import { createCapabilities, type Capabilities } from './resources/capabilities.ts';
import { createDevices, type Devices } from './resources/devices.ts';
import { createFiles, type Files } from './resources/files.ts';
import { createLimits, type Limits } from './resources/limits.ts';
import { createMcpConnections, type McpConnections } from './resources/mcp-connections.ts';
import { createMcpServers, type McpServers } from './resources/mcp-servers.ts';
import { createModels, type Models } from './resources/models.ts';
import { createOrganizations, type Organizations } from './resources/organizations.ts';
import { createProviders, type Providers } from './resources/providers.ts';
import { createSecrets, type Secrets } from './resources/secrets.ts';
import { createSessionJobs, type SessionJobs } from './resources/session-jobs.ts';
import { createSessions, type Sessions } from './resources/sessions.ts';
import { createSubjects, type Subjects } from './resources/subjects.ts';
import { createTools, type Tools } from './resources/tools.ts';
import { createTurns, type Turns } from './resources/turns.ts';
import { createUsages, type Usages } from './resources/usages.ts';
import { createViews, type Views } from './resources/views.ts';
import { createWebhooks, type Webhooks } from './resources/webhooks.ts';
import { streamFeed, type FeedHint, type FeedOptions } from './stream/stream-feed.ts';

export interface EverrunsHttpOptions extends ClientOptions {
  /** Used in place of the platform's own `fetch`. */
  fetch?: typeof fetch;
}

export interface EverrunsOptions extends EverrunsHttpOptions {
  /** Used in place of the platform's own `WebSocket`, which Node 20 lacks. */
  WebSocket?: typeof WebSocket;
}

/** Everything but `connect`. */
export interface EverrunsHttp {
  agents: Agents;
  sessions: Sessions;
  sessionJobs: SessionJobs;
  views: Views;
  turns: Turns;
  tools: Tools;
  files: Files;
  models: Models;
  providers: Providers;
  capabilities: Capabilities;
  approvals: Approvals;
  devices: Devices;
  secrets: Secrets;
  subjects: Subjects;
  mcpServers: McpServers;
  webhooks: Webhooks;
  mcpConnections: McpConnections;
  auth: Auth;
  apiKeys: ApiKeys;
  organizations: Organizations;
  auditLog: AuditLog;
  usage: Usages;
  limits: Limits;
  /**
   * Yields what changes in the organization, as far as the caller may see it. Reconnects after a lost connection, and yields `reset` if hints
   * were missed. Ends when the signal aborts. Throws `EverrunsApiError` if a retry cannot help (400, 401, 403).
   */
  feed(options?: FeedOptions): AsyncGenerator<FeedHint, void, undefined>;
  /** Returns the version and the modes of the server. */
  health(options?: CallOptions): Promise<Health>;
  /** Returns normally if the process answers at all. */
  liveness(options?: CallOptions): Promise<Liveness>;
  /** Returns normally if the server can serve. Throws 503 if it cannot. */
  readiness(options?: CallOptions): Promise<Readiness>;
  /** Calls any operation of the OpenAPI document by method and path, including those without a name here. */
  call: Client['call'];
}

export interface Everruns extends EverrunsHttp {
  /**
   * Connects a device that executes tools over one WebSocket, and sends messages over it. It reconnects by itself, and executes no call
   * twice. Throws `TypeError` on a platform without WebSockets.
   */
  connect(options: ConnectOptions): Connection;
}

type Health = Awaited<ReturnType<typeof getHealth>>;
type Liveness = Awaited<ReturnType<typeof getLiveness>>;
type Readiness = Awaited<ReturnType<typeof getReadiness>>;

/** Creates a client of the control plane at `baseUrl`. It opens no connection until it is called. */
export function createEverruns({ fetch, ...options }: EverrunsOptions): Everruns {
  return createEverrunsOn(createWebPlatform(fetch), options);
}

/** Creates a client without `connect`, which a bundler then leaves out: for pages whose scripts must be small. */
export function createEverrunsHttp({ fetch, ...options }: EverrunsHttpOptions): EverrunsHttp {
  const platform = createWebPlatform(fetch);
  return createVerbs(createClient(options, platform), platform);
}

export function createEverrunsOn(platform: Platform, options: Omit<EverrunsOptions, 'fetch'>): Everruns {
  const client = createClient(options, platform);
  return { ...createVerbs(client, platform), connect: createConnect(client, { platform, options }) };
}

function createVerbs(client: Client, platform: Platform): EverrunsHttp {
  return {
    agents: createAgents(client),
    sessions: createSessions(client, platform),
    sessionJobs: createSessionJobs(client),
    views: createViews(client),
    turns: createTurns(client),
    tools: createTools(client, platform),
    files: createFiles(client),
    models: createModels(client),
    providers: createProviders(client),
    capabilities: createCapabilities(client),
    approvals: createApprovals(client),
    devices: createDevices(client),
    secrets: createSecrets(client),
    subjects: createSubjects(client),
    mcpServers: createMcpServers(client),
    webhooks: createWebhooks(client),
    mcpConnections: createMcpConnections(client),
    auth: createAuth(client),
    apiKeys: createApiKeys(client),
    organizations: createOrganizations(client),
    auditLog: createAuditLog(client),
    usage: createUsages(client),
    limits: createLimits(client),
    call: client.call,
    feed: (options = {}) => streamFeed({ client, platform }, options),
    health: (callOptions = {}) => getHealth(client, callOptions),
    liveness: (callOptions = {}) => getLiveness(client, callOptions),
    readiness: (callOptions = {}) => getReadiness(client, callOptions),
  };
}

function getHealth(client: Client, options: CallOptions) {
  return client.call('get', '/health', options);
}

function getLiveness(client: Client, options: CallOptions) {
  return client.call('get', '/health/live', options);
}

function getReadiness(client: Client, options: CallOptions) {
  return client.call('get', '/health/ready', options);
}
