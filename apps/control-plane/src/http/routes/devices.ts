import { Device, DeviceId, pageOf } from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { deleteDevice } from '../../services/devices/delete.ts';
import { listDevices } from '../../services/devices/list.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'devices', auth: 'session' } as const;

/** The devices that connect over `/v1/ws`. */
export function deviceRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/devices',
      operationId: 'list_devices',
      summary: 'List the devices that execute tools over WebSockets, newest first',
      scopes: ['read'],
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of devices', schema: pageOf(Device) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listDevices(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/devices/{id}',
      operationId: 'delete_device',
      summary: 'Delete a device with its secret. Its socket is closed.',
      scopes: ['write'],
      isAudited: true,
      params: z.strictObject({ id: DeviceId }),
      responses: [{ kind: 'empty', status: 204, description: 'Deleted' }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => {
        await deleteDevice(services, ctx, params);
        return {};
      },
    }),
  ];
}
