import { Problem } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { isEvent, readUntil } from './read-until.ts';
import { useStack } from './shared-stack.ts';
import { runSql } from './two-organizations.ts';

/** The control plane's login is no superuser, which would have no limits. */
const CUT = `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'everruns_app'`;
const FULL = `
  create function disk_is_full() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  create trigger disk_is_full before insert on event_chunks for each statement execute function disk_is_full();`;

/** What happens to the database, and how it ends. */
const FAULTS: { name: string; begin: string[]; end: string[] }[] = [
  {
    name: 'the role may open no connection',
    begin: ['alter role everruns_app connection limit 0', CUT],
    end: ['alter role everruns_app connection limit -1'],
  },
  {
    name: 'PostgreSQL is read-only, as a primary is after a failover',
    begin: ['alter role everruns_app set default_transaction_read_only = on', CUT],
    end: ['alter role everruns_app reset default_transaction_read_only', CUT],
  },
  { name: 'the disk is full', begin: [FULL], end: ['drop function disk_is_full cascade'] },
];

const shared = useStack();
const TURN = '[[sim:delay 1500]][[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Three.]]';

it.each(FAULTS)('while $name, clients hear when to come back, and every turn completes afterwards', async (fault) => {
  const { api, running } = shared;
  const runAll = async (statements: string[]) => {
    for (const sql of statements) await runSql(running.postgres.url, sql);
  };
  running.simulator.reset();
  const turns = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { id } = await api.createSession();
      const { turn } = await api.post(id, TURN);
      await readUntil(api, id, { until: isEvent('reason.started'), signal: AbortSignal.timeout(20_000) });
      return { session_id: id, turn_id: turn.id };
    }),
  );
  await runAll(fault.begin);
  // The models answer meanwhile. A write is retried for five seconds before it is refused.
  const refused = await Promise.all(
    turns.map(({ session_id }) =>
      api.fetch('POST', `/v1/sessions/${session_id}/messages`, {
        body: { message: { role: 'user', content: [{ type: 'text', text: '[[sim:text Later.]]' }] } },
      }),
    ),
  );
  for (const answer of refused) {
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(Problem.parse(await answer.json()).code).toBe('unavailable');
  }
  await runAll(fault.end);
  await Promise.all(
    turns.map(({ session_id, turn_id }) =>
      expect.poll(() => statusOf(`/v1/sessions/${session_id}/turns/${turn_id}`), { timeout: 30_000 }).toBe('completed'),
    ),
  );
  // No model call was repeated and paid twice: each turn has two generations.
  expect(running.simulator.requests().map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 2 * turns.length }, () => 'completed'),
  );
});

async function statusOf(path: string): Promise<string> {
  const answer = await shared.api.fetch('GET', path);
  return answer.ok ? ((await answer.json()) as { status: string }).status : String(answer.status);
}
