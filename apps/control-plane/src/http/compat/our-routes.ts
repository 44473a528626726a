import type { Services } from '../../services/services.ts';
import type { Route } from '../route.ts';

/** The dependencies of the compatibility routes. */
export interface DoorDeps extends Pick<Services, 'clock' | 'db' | 'offload'> {
  /** Returns our route of an operation, or its copy below an agent. Throws for an unknown operation. */
  our: (operationId: string) => Route;
  /** Sessions are below their agent, as in version 0.3. */
  isNested: boolean;
}

const NESTED = '_nested';

/** Looks up routes by operation. With `isNested`, session routes are found as their copies below an agent. */
export function bindOurRoutes(routes: readonly Route[], { isNested, ...parts }: Omit<DoorDeps, 'our'>): DoorDeps {
  const byId = new Map(routes.map((route) => [route.operationId, route]));
  return {
    isNested,
    ...parts,
    our(operationId) {
      const route = (isNested ? byId.get(operationId + NESTED) : undefined) ?? byId.get(operationId);
      if (route === undefined) throw new TypeError(`there is no operation ${operationId}`);
      return route;
    },
  };
}
