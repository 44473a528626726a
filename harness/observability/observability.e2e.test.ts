import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findFreePorts } from '../dev/free-ports.ts';
import { useStack } from '../e2e/shared-stack.ts';

const PROMTOOL = '/usr/bin/promtool';
const RULES = path.join(import.meta.dirname, 'alerts.yaml');
const DASHBOARD = path.join(import.meta.dirname, 'dashboard.json');
const [port] = await findFreePorts(1);
const shared = useStack({ env: { METRICS_ADDR: `127.0.0.1:${port}`, LOG_LEVEL: 'debug' } });

const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
/** The metrics that a file names, without the suffixes of a histogram. */
const namedIn = (file: string): Set<string> =>
  new Set(
    (readFileSync(file, 'utf8').match(/\beverruns_\w+/g) ?? []).map((name) => name.replace(/_(bucket|sum|count)$/, '')),
  );
const typesOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^# TYPE (everruns_\w+) (\w+)$/gm)].map(([, name = '', type = '']) => [name, type]));

it('every metric that the dashboard and the alerts name is in a scrape, and the dashboard shows every one of ours', async () => {
  const served = typesOf(await scrape());
  const dashboard = namedIn(DASHBOARD);
  for (const file of [RULES, DASHBOARD]) expect([...namedIn(file)].filter((name) => !served.has(name))).toEqual([]);
  const unseen = [...served.keys()].filter((name) => !dashboard.has(name));
  expect(unseen).toEqual(['everruns_offload_job_seconds']);
});

it('what turns come to is counted: their time, their first token, tokens, failures and waits', async () => {
  const { api } = shared;
  const session = await api.createSession();
  await api.post(session.id, 'hello', { wait: 20 });
  await api.post(session.id, '[[sim:error 400]]', { wait: 20 });
  await api.post(session.id, '[[sim:error 429 retry_after_ms=10 times=1]] [[sim:text Once more.]]', { wait: 20 });
  const hanging = await api.createSession();
  await api.post(hanging.id, '[[sim:hang]]');
  await api.post(hanging.id, 'waits');
  const text = await scrape();
  const valueOf = (series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1),
    );
  expect(valueOf('everruns_turn_seconds_count{status="completed"}')).toBe(2);
  expect(valueOf('everruns_turns_failed_total{code="provider_bad_request"}')).toBe(1);
  expect(valueOf('everruns_attempts_failed_total{class="rate_limited"}')).toBe(1);
  expect(valueOf('everruns_model_call_seconds_count{provider="openai",outcome="completed"}')).toBe(2);
  expect(valueOf('everruns_first_token_seconds_count{provider="openai"}')).toBe(2);
  expect(valueOf('everruns_tokens_total{provider="openai",kind="output_tokens"}')).toBeGreaterThan(0);
  const requests = (status: string) => valueOf(`everruns_model_requests_total{provider="openai",status="${status}"}`);
  expect(['completed', 'bad_request', 'rate_limited'].map(requests)).toEqual([2, 1, 1]);
  expect(valueOf('everruns_sweep_seconds_count{outcome="completed"}')).toBeGreaterThan(0);
  expect(valueOf('everruns_turn_slots{state="taken"}')).toBe(1);
  expect(valueOf('everruns_lease_held')).toBe(1);
  expect(valueOf('everruns_worker_streams')).toBe(0);
  expect(valueOf('everruns_bus_connected')).toBe(1);
  expect(valueOf('everruns_bus_messages_total{direction="received"}')).toBe(0);
  for (const pool of ['general', 'commits'])
    expect(valueOf(`everruns_database_connections{pool="${pool}",state="open"}`)).toBeGreaterThan(0);
  expect(valueOf('everruns_turns_running')).toBe(1);
  expect(valueOf('everruns_turns_queued')).toBe(1);
  // Seconds, and no milliseconds.
  for (const age of ['queue_age', 'outbox_lag', 'lease_age'])
    expect(valueOf(`everruns_${age}_seconds`)).toBeLessThan(120);
  expect(valueOf('everruns_processes')).toBe(1);
  expect(valueOf('everruns_database_up')).toBe(1);
});

it('a request is a line with its ids, and so is the end of its turn', async () => {
  const { api, running } = shared;
  const session = await api.createSession();
  const { turn } = await api.post(session.id, 'hello', { wait: 20 });
  const linesOf = (message: string) =>
    (running.controlPlanes[0]?.output() ?? '')
      .split('\n')
      .filter((line) => line.startsWith('{') && line.includes(message) && line.includes(session.id))
      .map((line): Record<string, unknown> => JSON.parse(line));
  const ids = { session_id: session.id, turn_id: turn.id };
  await expect
    .poll(() => linesOf('A request was answered.'))
    .toContainEqual(expect.objectContaining({ ...ids, operation: 'create_message', request_id: expect.any(String) }));
  expect(linesOf('A turn ended.')).toEqual([expect.objectContaining({ ...ids, status: 'completed' })]);
});

it.runIf(existsSync(PROMTOOL))('promtool finds no fault with the rules and the scrape', async () => {
  const rules = spawnSync(PROMTOOL, ['check', 'rules', RULES], { encoding: 'utf8' });
  expect([rules.status, rules.stderr]).toEqual([0, '']);
  const metrics = spawnSync(PROMTOOL, ['check', 'metrics'], { encoding: 'utf8', input: await scrape() });
  // It would have counters of Node's own named otherwise.
  const ours = `${metrics.stdout}${metrics.stderr}`.split('\n').filter((line) => line.startsWith('everruns_'));
  expect(ours).toEqual([]);
});
