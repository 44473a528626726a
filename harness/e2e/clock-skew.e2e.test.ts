import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useStack } from './shared-stack.ts';

/** Debian's `faketime`: the process below it has another time than everybody else. */
const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

describe.each(['-2h', '+2h'])('a control plane whose clock is off by %s', (skew) => {
  const shared = useStack({ env: { LD_PRELOAD: LIBRARY, FAKETIME: skew, FAKETIME_DONT_FAKE_MONOTONIC: '1' } });

  it('completes its turns in their time, by the clock of the database', async () => {
    const { api, running } = shared;
    const session = await api.createSession();
    const { turn } = await api.post(session.id, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Three.]]', {
      wait: 20,
    });
    expect(turn).toMatchObject({ status: 'completed' });
    const { data } = z
      .object({ data: z.array(z.object({ ts: z.string() })) })
      .parse(await api.json('GET', `/v1/sessions/${session.id}/events`));
    // What the engine writes, which is all but the making of the session, has the time of the database.
    for (const { ts } of data.slice(1)) expect(Math.abs(Date.parse(ts) - Date.now())).toBeLessThan(60_000);
    // Without the library the machine's clock is right, and nothing is to be said.
    const said = running.controlPlanes[0]?.output().includes("differs from the database's");
    expect(said).toBe(existsSync(LIBRARY));
  });
});
