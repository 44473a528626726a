import { describe, expect, it } from 'vitest';
import { createPendingLines } from './pending-lines.ts';

const KB = 1024;

function makeLines() {
  const lines = createPendingLines({ maxLineBytes: 500 * KB, maxTotalBytes: 1_000 * KB });
  const cut: string[] = [];
  const bodies = new Map<string, object>();
  const hold = (name: string, kilobytes: number): void => {
    const body = bodies.get(name) ?? {};
    bodies.set(name, body);
    lines.hold(body, kilobytes * KB, () => cut.push(name));
  };
  const release = (name: string): void => lines.release(bodies.get(name) ?? {});
  return { hold, release, cut };
}

describe('pending lines', () => {
  it('cut a line that is too long', () => {
    const { hold, cut } = makeLines();
    hold('a', 500);
    expect(cut).toEqual([]);
    hold('a', 501);
    expect(cut).toEqual(['a']);
  });

  it('cut the longest when all together are too long, whoever asked for the last byte', () => {
    const { hold, cut } = makeLines();
    hold('long', 480);
    hold('short', 70);
    hold('longer', 400);
    hold('short', 130);
    expect(cut).toEqual(['long']);
    hold('other', 300);
    expect(cut).toEqual(['long']);
  });

  it('count a line anew with each report, and no more once it ended', () => {
    const { hold, release, cut } = makeLines();
    for (let round = 0; round < 100; round += 1) {
      hold('a', 400);
      hold('b', 400);
      hold('a', 0);
      release('b');
    }
    expect(cut).toEqual([]);
  });
});
