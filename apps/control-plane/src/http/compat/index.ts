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

/** What the original has and does as we do. */
const SAME = ['get_health', 'get_liveness', 'get_readiness', 'get_openapi_document', 'list_usage'];

/** The routes of the door for the original's clients, made of our own routes, with the paths of the original. */
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
  // What is not offered comes before `{agent_id}` and its like, which would take its address for a name.
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

/** Not one that takes every command. */
function isNarrow({ path }: Route): boolean {
  return !path.startsWith('/v1/commands/');
}
