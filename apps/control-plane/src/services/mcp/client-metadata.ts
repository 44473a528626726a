import { describeClient } from '@everruns/mcp';
import type { McpClientMetadata } from '@everruns/schemas';
import type { CoreServices } from '../services.ts';

type Deps = Pick<CoreServices, 'uiUrl' | 'namesMcpClient'>;

/** The page of the UI to which authorization servers send people back. */
export function connectPageOf({ uiUrl }: Pick<Deps, 'uiUrl'>): string {
  return `${uiUrl}/connect`;
}

/** What this platform says of itself to authorization servers. Its address is its name there, so that nobody else can have it. */
export function getClientMetadata(deps: Pick<Deps, 'uiUrl'>): McpClientMetadata {
  return { client_id: addressOf(deps), client_uri: deps.uiUrl, ...describeClient([connectPageOf(deps)]) };
}

/**
 * The address of the document above, for a login that comes back to the page that it names. Undefined for all others, and where authorization
 * servers cannot read it: the client is registered then.
 */
export function clientMetadataUrlFor(deps: Deps, redirectUri: string): string | undefined {
  return deps.namesMcpClient && redirectUri === connectPageOf(deps) ? addressOf(deps) : undefined;
}

function addressOf({ uiUrl }: Pick<Deps, 'uiUrl'>): string {
  return `${uiUrl}/v1/mcp-client-metadata`;
}
