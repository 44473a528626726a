import { Device, type DeviceId } from '@everruns/schemas';
import { sql } from 'kysely';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';
import { withinReach } from './within-reach.ts';

/** A device that a socket names. */
export interface NamedDevice {
  subject: string;
  device_id: string;
  secret_hash: Buffer | null;
  tools: readonly string[];
  /** The process that holds the socket. */
  process_id: string;
}

/** A device with the number of its newest socket. */
export interface ConnectedDevice {
  id: DeviceId;
  epoch: number;
}

/** The newest socket wins. A device that was registered with a secret needs it, and one without may get one. */
const CONNECT = `update devices set epoch = epoch + 1, process_id = $5, connected_by = $6, tools = $7, seen_at = now(),
    secret_hash = coalesce(secret_hash, $4)
  where org_id = $1 and subject = $2 and device_id = $3 and (secret_hash is null or secret_hash = $4)
  returning id, epoch`;

/** Gives a known device its next epoch. Null: there is no such device, or the secret is another. */
export async function connectDeviceRow(
  db: Database,
  ctx: RequestContext,
  device: NamedDevice,
): Promise<ConnectedDevice | null> {
  const { subject, device_id, secret_hash, process_id, tools } = device;
  const values = [ctx.org_id, subject, device_id, secret_hash, process_id, ctx.principal, tools];
  const [row] = await runSql<ConnectedDevice>(db, CONNECT, values);
  return row ?? null;
}

const REGISTER = `insert into devices (org_id, id, subject, device_id, secret_hash, process_id, connected_by, tools)
  select $1, $2, $3, $4, $5, $6, $7, $8
  where (select count(*) from (select from devices where org_id = $1 limit $9) d) < $9
  on conflict (org_id, subject, device_id) do nothing returning id, epoch`;

/** Registers a device. Null: the organization has too many, or it was registered meanwhile. */
export async function insertDeviceRow(
  db: Database,
  ctx: RequestContext,
  device: NamedDevice & { id: DeviceId; most: number },
): Promise<ConnectedDevice | null> {
  const { id, subject, device_id, secret_hash, process_id, tools, most } = device;
  const values = [ctx.org_id, id, subject, device_id, secret_hash, process_id, ctx.principal, tools, most];
  const [row] = await runSql<ConnectedDevice>(db, REGISTER, values);
  return row ?? null;
}

/** Whether the subject has a device with this name. */
export async function hasDeviceRow(
  db: Database,
  ctx: RequestContext,
  { subject, device_id }: Pick<NamedDevice, 'subject' | 'device_id'>,
): Promise<boolean> {
  const found = 'select 1 from devices where org_id = $1 and subject = $2 and device_id = $3';
  return (await runSql(db, found, [ctx.org_id, subject, device_id])).length > 0;
}

const DISCONNECT = `update devices set process_id = null, seen_at = now() where org_id = $1 and id = $2 and epoch = $3`;

/** The socket with this epoch is closed. Does nothing if the device has a newer one. */
export async function disconnectDeviceRow(
  db: Database,
  ctx: Pick<RequestContext, 'org_id'>,
  { id, epoch }: ConnectedDevice,
): Promise<void> {
  await runSql(db, DISCONNECT, [ctx.org_id, id, epoch]);
}

/** The devices within the caller's reach, newest first. A device is connected while its process keeps its lease. */
export async function listDevices(
  db: Database,
  ctx: RequestContext,
  page: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<Device>[]> {
  const isConnected = sql<boolean>`(process_id is not null and exists
    (select from processes p where p.id = devices.process_id and p.lease_expires_at > now()))`;
  const rows = await db
    .selectFrom('devices')
    .select(['id', 'device_id', 'subject', 'epoch', 'tools', 'connected_by', 'created_at', 'seen_at'])
    .select([sql<boolean>`secret_hash is not null`.as('has_secret'), isConnected.as('is_connected')])
    .where('org_id', '=', ctx.org_id)
    .where(withinReach(ctx))
    .$call(startAfter(page.after))
    .$call(newestFirst(page.count))
    .execute();
  return readListed('devices', rows, ({ created_at, seen_at, ...row }) =>
    Device.parse({ ...row, created_at: created_at.toISOString(), seen_at: seen_at.toISOString() }),
  );
}

/** Returns whether there was one within the caller's reach. */
export async function deleteDeviceRow(tx: Tx, ctx: RequestContext, id: DeviceId): Promise<boolean> {
  const result = await tx
    .deleteFrom('devices')
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .where(withinReach(ctx))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

const LEFT = `delete from devices where id in (select id from devices
  where process_id is null and seen_at < now() - case when secret_hash is null then interval '1 day' else interval '90 days' end
  and not exists (select from waits w where (w.org_id = devices.org_id) is true and w.claim_device = devices.id and w.status = 'open')
  order by seen_at limit 10000)`;
/** A process that died did not say that its sockets are closed. */
const ABANDONED = `update devices set process_id = null
  where process_id is not null and not exists (select from processes p where p.id = devices.process_id and p.lease_expires_at > now())`;

/** Deletes devices that have not been connected for a day, or for 90 days if they have a secret. */
export async function deleteLeftDevices(db: Database): Promise<void> {
  await runSql(db, ABANDONED, []);
  await runSql(db, LEFT, []);
}
