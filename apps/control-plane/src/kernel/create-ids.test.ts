import { parse, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { systemClock } from '@everruns/kernel';
import { createIds } from './create-ids.ts';

describe('ids', () => {
  it('are versions 7 of now, all different and each greater than the one before', () => {
    const before = Date.now();
    const source = createIds(systemClock);
    const ids = Array.from({ length: 2_000 }, () => source.uuid());
    expect(new Set(ids.map((id) => version(id)))).toEqual(new Set([7]));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(2_000);
    const madeAt = Buffer.from(parse(ids[0] ?? '')).readUIntBE(0, 6);
    expect(madeAt).toBeGreaterThanOrEqual(before);
    expect(madeAt).toBeLessThanOrEqual(Date.now());
  });

  it('go on growing when the clock is set back', () => {
    let now = 1_800_000_000_000;
    const source = createIds({ now: () => now });
    const before = source.uuid();
    now -= 7_200_000;
    expect(source.uuid() > before).toBe(true);
  });
});
