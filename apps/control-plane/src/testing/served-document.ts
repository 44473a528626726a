import { createOpenApiDocument } from '../http/openapi.ts';
import { eventRoutes } from '../http/routes/events/index.ts';
import { createRoutes, type RouteDeps } from '../http/routes/index.ts';

/**
 * Returns the OpenAPI document that a control plane of this version serves. Nothing is started,
 * because no route's handler is called.
 */
export function createServedDocument(version: string): object {
  const nothing = {} as never;
  const deps: RouteDeps = {
    services: nothing,
    health: { version, authMode: 'none', runner: 'local', checkReady: async () => [] },
    eventRoutes: eventRoutes(nothing),
    openEventStream: nothing,
  };
  const isDescribed = ({ tag }: { tag: string }): boolean => tag !== 'documentation';
  return createOpenApiDocument(createRoutes(deps).filter(isDescribed), version);
}
