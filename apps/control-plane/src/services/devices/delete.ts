import type { DeviceId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { deleteDeviceRow } from '../../repositories/devices.ts';
import type { Services } from '../services.ts';

/** Deletes a device with its secret. Its socket is closed within a second. Throws `not_found`. */
export async function deleteDevice(deps: Services, ctx: RequestContext, { id }: { id: DeviceId }): Promise<void> {
  const isDeleted = await inTransaction(deps.db, (tx) => deleteDeviceRow(tx, ctx, id));
  if (!isDeleted) throw notFound('device');
}
