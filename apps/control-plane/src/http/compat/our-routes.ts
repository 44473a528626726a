import type { Services } from '../../services/services.ts';
import type { Route } from '../route.ts';

/** The routes that the door stands before. */
export interface DoorDeps extends Pick<Services, 'clock' | 'db' | 'offload'> {
  /** One of our routes, or its copy below an agent. Throws for an operation that is none of ours. */
  our: (operationId: string) => Route;
  /** Sessions are below their agent, as version 0.3 had them. */
  isNested: boolean;
}

const NESTED = '_nested';

/** Looks routes up by operation. `isNested`: session routes by their copies. */
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
