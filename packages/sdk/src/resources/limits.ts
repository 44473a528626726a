import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { OrganizationLimit } from '../nouns.ts';

export type Limits = ReturnType<typeof createLimits>;

export function createLimits(client: Client) {
  return {
    /** Lists the limits of the organization, and how much of each it uses now. */
    list: (options: CallOptions = {}): PageList<OrganizationLimit> =>
      createPageList(() => client.call('get', '/v1/limits', options)),
  };
}
