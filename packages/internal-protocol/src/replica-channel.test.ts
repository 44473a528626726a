import { describe, expect, it } from 'vitest';
import { addressSource } from './replica-channel.ts';

const times = (count: number, next: () => string): string[] => Array.from({ length: count }, next);

describe('the address of the next channel', () => {
  it.each(['127.0.0.1:9001', 'dns:///control-plane:9001', 'ipv4:10.0.0.1:9001'])('%s stays what it is', (address) => {
    expect(new Set(times(5, addressSource(address, Math.random)))).toEqual(new Set([address]));
  });

  it('of a list of network addresses is the list in another order', () => {
    const seen = new Set(times(50, addressSource('ipv4:10.0.0.1:1,10.0.0.2:2', Math.random)));
    expect(seen).toEqual(new Set(['ipv4:10.0.0.1:1,10.0.0.2:2', 'ipv4:10.0.0.2:2,10.0.0.1:1']));
  });

  it('of a list of names is each of them in turn', () => {
    const next = addressSource('a:1,b:2,c:3', Math.random);
    for (const round of [1, 2]) expect([round, times(3, next).toSorted()]).toEqual([round, ['a:1', 'b:2', 'c:3']]);
  });
});
