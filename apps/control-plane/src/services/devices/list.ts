import type { Device, Page } from '@everruns/schemas';
import type { z } from 'zod';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { listDevices as listRows } from '../../repositories/devices.ts';
import type { Services } from '../services.ts';

/** Lists the devices whose subjects the caller reaches, newest first. Throws `invalid_cursor`. */
export async function listDevices(
  deps: Services,
  ctx: RequestContext,
  input: z.infer<typeof ListQuery>,
): Promise<Page<Device>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'devices' } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { after, count }));
}
