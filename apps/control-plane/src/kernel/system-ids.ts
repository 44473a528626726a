import type { Ids } from '@everruns/core/catalog';
import { v7 } from 'uuid';
import { randomFillSync } from 'node:crypto';

const POOLED = 256;
const ID_BYTES = 16;

/** UUID v7 of the machine's clock, each greater than the one before. A turn takes some twenty: one draw of randomness serves many. */
function createUuidSource(): () => string {
  const pool = Buffer.alloc(POOLED * ID_BYTES);
  let drawn = pool.length;
  let msecs = 0;
  let seq = 0;
  return () => {
    if (drawn === pool.length) {
      randomFillSync(pool);
      drawn = 0;
    }
    const random = pool.subarray(drawn, (drawn += ID_BYTES));
    const now = Date.now();
    seq = now > msecs ? random.readUInt32BE(0) >>> 1 : seq + 1;
    msecs = Math.max(msecs, now);
    return v7({ random, msecs, seq });
  };
}

export const systemIds: Ids = { uuid: createUuidSource() };
