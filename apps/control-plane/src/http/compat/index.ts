import type { Services } from '../../services/services.ts';
import type { Route } from '../route.ts';
import { agentDoor } from './agents.ts';
import { authDoor } from './auth.ts';
import { capabilityDoor } from './capabilities.ts';
import { commandDoor } from './commands.ts';
import { eventDoor } from './events.ts';
import { fileDoor } from './files.ts';
import { messageDoor } from './messages.ts';
import { modelDoor } from './models.ts';
import { notOfferedRoutes } from './not-offered.ts';
import { bindOurRoutes, type DoorDeps } from './our-routes.ts';
import { sessionDoor } from './sessions.ts';

/** Operations that work the same in the original and here. */
const SAME = ['get_health', 'get_liveness', 'get_readiness', 'get_openapi_document', 'list_usage'];

/** Creates the compatibility routes for the original's clients: our own routes under the original's paths. */
export function createCompatRoutes(
  routes: readonly Route[],
  parts: Pick<Services, 'clock' | 'db' | 'offload'>,
): Route[] {
  const deps = bindOurRoutes(routes, { ...parts, isNested: false });
  const door = [
    ...agentDoor(deps),
    ...sessionsOf(deps),
    ...modelDoor(deps),
    ...capabilityDoor(deps),
    ...authDoor(deps),
  ];
  const nested = sessionsOf(bindOurRoutes(routes, { ...parts, isNested: true }));
  const same = routes.filter(({ operationId }) => SAME.includes(operationId));
  // Routes that are not offered come before `{agent_id}` and similar parameters, which would match their paths.
  return [
    ...notOfferedRoutes().filter(isNarrow),
    ...door,
    ...nested,
    ...same,
    ...commandDoor(door),
    ...notOfferedRoutes(),
  ];
}

function sessionsOf(deps: DoorDeps): Route[] {
  return [...sessionDoor(deps), ...messageDoor(deps), ...eventDoor(deps), ...fileDoor(deps)].filter(
    ({ path }) => !deps.isNested || path.startsWith('/v1/agents/'),
  );
}

/** Returns false for the route that matches every command. */
function isNarrow({ path }: Route): boolean {
  return !path.startsWith('/v1/commands/');
}
