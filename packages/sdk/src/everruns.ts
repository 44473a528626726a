import { createClient, type CallOptions, type Client, type ClientOptions } from './http/client.ts';
import { createWebPlatform, type Platform } from './platform.ts';
import { createAgents, type Agents } from './resources/agents.ts';
import { createCapabilities, type Capabilities } from './resources/capabilities.ts';
import { createFiles, type Files } from './resources/files.ts';
import { createModels, type Models } from './resources/models.ts';
import { createProviders, type Providers } from './resources/providers.ts';
import { createSessions, type Sessions } from './resources/sessions.ts';
import { createTurns, type Turns } from './resources/turns.ts';

export interface EverrunsOptions extends ClientOptions {
  /** Instead of the platform's own. */
  fetch?: typeof fetch;
}

export interface Everruns {
  agents: Agents;
  sessions: Sessions;
  turns: Turns;
  files: Files;
  models: Models;
  providers: Providers;
  capabilities: Capabilities;
  health(options?: CallOptions): Promise<Health>;
  /** Any operation of the OpenAPI document, by method and path: also those that have no name here. */
  call: Client['call'];
}

type Health = Awaited<ReturnType<typeof getHealth>>;

/** A client of the control plane at `baseUrl`. Opens nothing until it is called. */
export function createEverruns({ fetch, ...options }: EverrunsOptions): Everruns {
  return createEverrunsOn(createWebPlatform(fetch), options);
}

export function createEverrunsOn(platform: Platform, options: ClientOptions): Everruns {
  const client = createClient(options, platform);
  return {
    agents: createAgents(client),
    sessions: createSessions(client, platform),
    turns: createTurns(client),
    files: createFiles(client),
    models: createModels(client),
    providers: createProviders(client),
    capabilities: createCapabilities(client),
    call: client.call,
    health: (callOptions = {}) => getHealth(client, callOptions),
  };
}

function getHealth(client: Client, options: CallOptions) {
  return client.call('get', '/health', options);
}
