import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { Device } from '../nouns.ts';

export type ListDevicesQuery = NonNullable<operations['list_devices']['parameters']['query']>;

export type Devices = ReturnType<typeof createDevices>;

export function createDevices(client: Client) {
  return {
    /** Lists the devices that execute tools over WebSockets, newest first. */
    list: (query: ListDevicesQuery = {}, options: CallOptions = {}): PageList<Device> =>
      createPageList((cursor) =>
        client.call('get', '/v1/devices', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Deletes a device with its secret. Its socket is closed. */
    delete: (id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', '/v1/devices/{id}', { path: { id }, ...options }),
  };
}
