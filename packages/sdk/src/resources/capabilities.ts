import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { Capability } from '../nouns.ts';

export type Capabilities = ReturnType<typeof createCapabilities>;

export function createCapabilities(client: Client) {
  return {
    list: (options: CallOptions = {}): PageList<Capability> =>
      createPageList(() => client.call('get', '/v1/capabilities', options)),
    get: (capability_id: string, options: CallOptions = {}): Promise<Capability> =>
      client.call('get', '/v1/capabilities/{capability_id}', { path: { capability_id }, ...options }),
  };
}
