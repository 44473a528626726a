import { parse, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { systemIds } from './system-ids.ts';

describe('ids', () => {
  it('are versions 7 of now, all different and each greater than the one before', () => {
    const before = Date.now();
    const ids = Array.from({ length: 2_000 }, () => systemIds.uuid());
    expect(new Set(ids.map((id) => version(id)))).toEqual(new Set([7]));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(2_000);
    const madeAt = Buffer.from(parse(ids[0] ?? '')).readUIntBE(0, 6);
    expect(madeAt).toBeGreaterThanOrEqual(before);
    expect(madeAt).toBeLessThanOrEqual(Date.now());
  });
});
