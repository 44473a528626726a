import type { Clock, Ids } from '@everruns/core/catalog';
import { v7 } from 'uuid';
import { randomFillSync } from 'node:crypto';

const POOLED = 256;
const ID_BYTES = 16;

/**
 * Makes UUIDs v7 from the clock's time, each greater than the one before. A turn needs about twenty,
 * so one draw of randomness serves many.
 */
export function createIds(clock: Pick<Clock, 'now'>): Ids {
  const pool = Buffer.alloc(POOLED * ID_BYTES);
  let drawn = pool.length;
  let msecs = 0;
  let seq = 0;
  const uuid = (): string => {
    if (drawn === pool.length) {
      randomFillSync(pool);
      drawn = 0;
    }
    const random = pool.subarray(drawn, (drawn += ID_BYTES));
    const now = clock.now();
    seq = now > msecs ? random.readUInt32BE(0) >>> 1 : seq + 1;
    msecs = Math.max(msecs, now);
    return v7({ random, msecs, seq });
  };
  return { uuid };
}
