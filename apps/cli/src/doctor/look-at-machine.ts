import { statfs } from 'node:fs/promises';
import { measureSkew } from '@everruns/control-plane';

const ENOUGH_BYTES = 1_000_000_000;
const SKEW_MS = 1_000;

/** Reports the free space of a folder's disk. Throws an error with the fix if it is less than 1 GB. */
export async function describeDisk(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const said = `${(free / 1e9).toFixed(1)} GB are free at ${folder}`;
  if (free < ENOUGH_BYTES) throw new Error(`only ${said}: the database stops when there are none. Make room.`);
  return said;
}

/**
 * Compares the machine's clock with the database's clock. A difference is not a problem, because only
 * the database's time is used.
 */
export async function describeClock(databaseUrl: string): Promise<string> {
  const skewMs = await measureSkew({ databaseUrl });
  if (Math.abs(skewMs) < SKEW_MS) return 'as that of the database';
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  const side = skewMs > 0 ? 'ahead of' : 'behind';
  return `${seconds} s ${side} the database's, whose time counts; set the clock of this machine (NTP) all the same`;
}
