import { boundedText, Capability, pageOf } from '@everruns/schemas';
import { z } from 'zod';
import { getCapability, listCapabilities } from '../../services/capabilities/list.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { method: 'get', tag: 'capabilities', auth: 'session', scopes: ['read'] } as const;

export function capabilityRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      path: '/v1/capabilities',
      operationId: 'list_capabilities',
      summary: 'List the capabilities that agents can have',
      responses: [{ kind: 'json', status: 200, description: 'All capabilities', schema: pageOf(Capability) }],
      errors: [],
      handler: () => ({ value: listCapabilities(services) }),
    }),
    defineRoute({
      ...base,
      path: '/v1/capabilities/{capability_id}',
      operationId: 'get_capability',
      summary: 'Get a capability',
      params: z.strictObject({ capability_id: boundedText(256, 1) }),
      responses: [{ kind: 'json', status: 200, description: 'The capability', schema: Capability }],
      errors: ['not_found'],
      handler: ({ ctx, params }) => ({ value: getCapability(services, ctx, params) }),
    }),
  ];
}
