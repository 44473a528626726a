import { OrganizationId, UserId, type DeviceLoginId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';

export interface NewDeviceLogin {
  id: DeviceLoginId;
  device_code_hash: Buffer;
  user_code: string;
  client_name: string;
  /** The network that the program asked from, as `networkOf` names it. */
  network: string;
  lifetime_seconds: number;
  interval_seconds: number;
}

/** How many requests may be open, of one network and in all. */
export interface MostDeviceLogins {
  ofNetwork: number;
  inAll: number;
}

const IS_OPEN = 'decided_at is null and expires_at > now()';

/**
 * Writes a request to be signed in unless its network has too many open ones. If there are too many in all, the oldest one of the network
 * with the most makes room, so that no stranger keeps others out. Idempotent: a repetition writes nothing. Returns whether the request
 * is there now. It is not if its network has too many, or another one has the same user code.
 */
export async function insertDeviceLogin(tx: Tx, login: NewDeviceLogin, most: MostDeviceLogins): Promise<boolean> {
  const { id, device_code_hash, user_code, client_name, network, lifetime_seconds, interval_seconds } = login;
  const written = await runSql(
    tx,
    `insert into device_logins
       (id, device_code_hash, user_code, client_name, network, expires_at, interval_seconds)
     select $1, $2, $3, $4, $5, now() + make_interval(secs => $6), $7
     where (select count(*) from device_logins where network = $5 and ${IS_OPEN}) < $8
     on conflict do nothing returning id`,
    [id, device_code_hash, user_code, client_name, network, lifetime_seconds, interval_seconds, most.ofNetwork],
  );
  if (written.length > 0) await makeRoom(tx, id, most.inAll);
  return (await runSql(tx, 'select 1 from device_logins where id = $1', [id])).length > 0;
}

async function makeRoom(tx: Tx, newest: string, most: number): Promise<void> {
  await runSql(
    tx,
    `delete from device_logins where id in (
       select id from (
         select id, count(*) over (partition by network) as of_network, count(*) over () as in_all, created_at
         from device_logins where ${IS_OPEN}) d
       where in_all > $2 and id <> $1 order by of_network desc, created_at limit 1)`,
    [newest, most],
  );
}

/** A request that somebody may still decide. */
export interface OpenDeviceLogin {
  user_code: string;
  client_name: string;
  network: string;
  created_at: Date;
  expires_at: Date;
}

export async function findOpenDeviceLogin(db: Database, userCode: string): Promise<OpenDeviceLogin | null> {
  const [row] = await runSql<OpenDeviceLogin>(
    db,
    `select user_code, client_name, network, created_at, expires_at from device_logins
     where user_code = $1 and decided_at is null and expires_at > now()`,
    [userCode],
  );
  return row ?? null;
}

/** A person who lets a program act for them in an organization. */
export interface Approver {
  org_id: OrganizationId;
  user_id: UserId;
  token_version: number;
}

/**
 * Decides an open request; a null approver denies it. The same decision of the same person may be repeated. Returns its id, or null if it
 * is not open. Throws PostgreSQL's foreign key violation if the approver is no longer a member.
 */
export async function decideDeviceLogin(tx: Tx, userCode: string, approver: Approver | null): Promise<string | null> {
  const [row] = await runSql<{ id: string }>(
    tx,
    `update device_logins
     set decided_at = now(), is_approved = $2, org_id = $3, user_id = $4, token_version = $5
     where user_code = $1 and expires_at > now() and login_id is null
       and (decided_at is null or (is_approved = $2 and user_id is not distinct from $4))
     returning id`,
    [userCode, approver !== null, approver?.org_id ?? null, approver?.user_id ?? null, approver?.token_version ?? null],
  );
  return row?.id ?? null;
}

/** A request as its program finds it. The row stays locked until the transaction ends. */
export interface PolledDeviceLogin {
  id: string;
  is_expired: boolean;
  is_approved: boolean | null;
  /** The program asked sooner than it was told to. */
  is_early: boolean;
  interval_seconds: number;
  approver: Approver | null;
  /** The login that the code was exchanged for. */
  login_id: string | null;
}

interface PolledRow extends Omit<PolledDeviceLogin, 'approver'> {
  org_id: string | null;
  user_id: string | null;
  token_version: number | null;
}

/** The time on the way may make a punctual call seem this much early. */
const TOLERANCE_SECONDS = 1;

/** Notes that the program has asked. One that asks too early gets `slower_by` more seconds to wait, up to `longest` (RFC 8628, 3.5). */
export async function pollDeviceLogin(
  tx: Tx,
  { codeHash, slowerBy, longest }: { codeHash: Buffer; slowerBy: number; longest: number },
): Promise<PolledDeviceLogin | null> {
  const [row] = await runSql<PolledRow>(
    tx,
    `with before as (
       select id, coalesce(polled_at > clock_timestamp() - make_interval(secs => interval_seconds - $4), false) as is_early
       from device_logins where device_code_hash = $1 for update)
     update device_logins d
     set polled_at = clock_timestamp(),
       interval_seconds = case when is_early then least(interval_seconds + $2, $3) else interval_seconds end
     from before where d.id = before.id
     returning d.id, d.expires_at <= now() as is_expired, d.is_approved, is_early, d.interval_seconds,
       d.org_id, d.user_id, d.token_version, d.login_id`,
    [codeHash, slowerBy, longest, TOLERANCE_SECONDS],
  );
  if (row === undefined) return null;
  const { org_id, user_id, token_version, ...rest } = row;
  const isApproved = org_id !== null && user_id !== null && token_version !== null;
  const approver = isApproved
    ? { org_id: OrganizationId.parse(org_id), user_id: UserId.parse(user_id), token_version }
    : null;
  return { ...rest, approver };
}

/** Notes the login that the code is exchanged for, so that no other one is. */
export async function markDeviceCodeUsed(tx: Tx, id: string, loginId: string): Promise<void> {
  await runSql(tx, 'update device_logins set login_id = $2 where id = $1', [id, loginId]);
}

/** What has expired is kept for an hour, so that its program learns that it has. */
export async function deleteExpiredDeviceLogins(db: Database): Promise<void> {
  await runSql(db, `delete from device_logins where expires_at < now() - interval '1 hour'`, []);
}
