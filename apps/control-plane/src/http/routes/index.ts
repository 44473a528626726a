import type { Services } from '../../services/services.ts';
import { assertSessionOfAgent } from '../../services/sessions/get.ts';
import { nestSessionRoutes } from '../nest-session-routes.ts';
import type { Route } from '../route.ts';
import { agentFileRoutes } from './agent-files.ts';
import { agentVersionRoutes } from './agent-versions.ts';
import { agentRoutes } from './agents.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditLogRoutes } from './audit-log.ts';
import { authRoutes } from './auth.ts';
import { capabilityRoutes } from './capabilities.ts';
import { deviceLoginRoutes } from './device-login.ts';
import { deviceRoutes } from './devices.ts';
import { docsRoutes } from './docs.ts';
import { documentationRoutes } from './documentation.ts';
import type { OpenEventStream } from './events/index.ts';
import { fileRoutes } from './files/index.ts';
import { forkRoutes } from './forks.ts';
import { generationRoutes } from './generations.ts';
import { healthRoutes, type HealthProbe } from './health.ts';
import { limitRoutes } from './limits.ts';
import { llmModelRoutes } from './llm-models.ts';
import { llmProviderRoutes } from './llm-providers.ts';
import { mcpConnectionRoutes } from './mcp-connections.ts';
import { mcpOfferRoutes } from './mcp-offers.ts';
import { mcpServerRoutes } from './mcp-servers.ts';
import { messageRoutes } from './messages.ts';
import { oauthRoutes } from './oauth.ts';
import { organizationRoutes } from './organizations.ts';
import { queueRoutes } from './queue.ts';
import { approvalRoutes } from './approvals.ts';
import { secretRoutes } from './secrets.ts';
import { sessionJobRoutes } from './session-jobs.ts';
import { sessionRoutes } from './sessions.ts';
import { subjectRoutes } from './subjects.ts';
import { toolRoutes } from './tools.ts';
import { turnRoutes } from './turns.ts';
import { usageRoutes } from './usage.ts';
import { viewRoutes } from './views.ts';
import { webhookRoutes } from './webhooks.ts';

export interface RouteDeps {
  services: Services;
  health: HealthProbe;
  /** Routes of the event log and its stream. */
  eventRoutes: readonly Route[];
  /** For the route that creates a session and answers with its stream. */
  openEventStream: OpenEventStream;
}

/** Every route of the product, with session routes in both places, and at the end the document that describes all of them. */
export function createRoutes(deps: RouteDeps): Route[] {
  const { services, health, eventRoutes, openEventStream } = deps;
  const routes = [
    ...healthRoutes(health),
    ...authRoutes(services),
    ...oauthRoutes(services),
    ...deviceLoginRoutes(services),
    ...apiKeyRoutes(services),
    ...organizationRoutes(services),
    ...auditLogRoutes(services),
    ...agentRoutes(services),
    ...agentFileRoutes(services),
    ...agentVersionRoutes(services),
    ...sessionRoutes(services, openEventStream),
    ...messageRoutes(services),
    ...queueRoutes(services),
    ...turnRoutes(services),
    ...forkRoutes(services),
    ...generationRoutes(services),
    ...eventRoutes,
    ...fileRoutes(services),
    ...llmProviderRoutes(services),
    ...llmModelRoutes(services),
    ...capabilityRoutes(services),
    ...toolRoutes(services),
    ...approvalRoutes(services),
    ...deviceRoutes(services),
    ...secretRoutes(services),
    ...subjectRoutes(services),
    ...mcpServerRoutes(services),
    ...mcpOfferRoutes(services),
    ...webhookRoutes(services),
    ...mcpConnectionRoutes(services),
    ...sessionJobRoutes(services),
    ...viewRoutes(services),
    ...usageRoutes(services),
    ...limitRoutes(services),
  ];
  const nested = nestSessionRoutes(routes, (ctx, session_id, agent_id) =>
    assertSessionOfAgent(services, ctx, { session_id, agent_id }),
  );
  const all = [...routes, ...nested];
  return [...all, ...documentationRoutes(all, health.version), ...docsRoutes()];
}
