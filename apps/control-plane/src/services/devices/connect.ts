import { EverrunsError, LIMITS, type DeviceId } from '@everruns/schemas';
import type { ClientFrameOf } from '@everruns/schemas/ws';
import { hashSecretToken } from '../../auth/secret-token.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { subjectOfNew } from '../../kernel/subject-reach.ts';
import {
  connectDeviceRow,
  disconnectDeviceRow,
  hasDeviceRow,
  insertDeviceRow,
  type ConnectedDevice,
} from '../../repositories/devices.ts';
import type { Services } from '../services.ts';

/** A device whose newest socket this process holds. */
export interface DeviceSession extends ConnectedDevice {
  device_id: string;
  instance_id: string;
  subject: string;
}

export interface ConnectDevice {
  hello: Pick<ClientFrameOf<'hello'>, 'device_id' | 'instance_id' | 'secret' | 'subject' | 'tools'>;
  process_id: string;
}

/**
 * Registers a device at its first socket and gives each socket the next epoch, so that only the newest can claim calls. Throws `forbidden`
 * for a wrong secret and for a subject out of reach, and `limit_reached` for too many devices.
 */
export async function connectDevice(
  { db, ids }: Pick<Services, 'db' | 'ids'>,
  ctx: RequestContext,
  { hello, process_id }: ConnectDevice,
): Promise<DeviceSession> {
  const { device_id, instance_id, tools } = hello;
  const subject = subjectOfNew(ctx, hello.subject);
  const secret_hash = hello.secret === undefined ? null : hashSecretToken(hello.secret);
  const named = { subject, device_id, secret_hash, process_id, tools };
  const most = LIMITS.devicesPerOrganization;
  const id = ids.uuid() as DeviceId;
  const connected =
    (await connectDeviceRow(db, ctx, named)) ??
    (await insertDeviceRow(db, ctx, { ...named, id, most })) ??
    // Another socket has just registered it.
    (await connectDeviceRow(db, ctx, named));
  if (connected !== null) return { ...connected, device_id, instance_id, subject };
  if (await hasDeviceRow(db, ctx, named)) {
    const message = 'is not that of this device';
    throw new EverrunsError('forbidden', `secret: ${message}.`, {
      errors: [{ path: 'secret', code: 'wrong_secret', message }],
    });
  }
  throw new EverrunsError('limit_reached', `The organization has ${most} devices. Delete some that are not used.`, {
    errors: [{ path: 'device_id', code: 'limit_reached', message: `are at most ${most}`, limit: most }],
  });
}

/** The socket of a device is closed. Does nothing if the device has a newer one. */
export function disconnectDevice(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { id, epoch }: ConnectedDevice,
): Promise<void> {
  return disconnectDeviceRow(db, ctx, { id, epoch });
}
