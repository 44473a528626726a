import { expect, it } from 'vitest';
import { findFreePorts } from '../dev/free-ports.ts';
import { RawClient } from './raw-client.ts';
import { useStack } from './shared-stack.ts';

const [port] = await findFreePorts(1);
const METRICS = `http://127.0.0.1:${port}`;
const shared = useStack({ env: { METRICS_ADDR: `127.0.0.1:${port}` } });

it('metrics lie on a port of their own and count what was done, without an id or a word of it', async () => {
  const { api } = shared;
  const session = await api.createSession({ name: 'canary-name' });
  for (const text of ['canary-text', '[[sim:error 400]]']) await api.post(session.id, text, { wait: 20 });
  await api.json('POST', `/v1/sessions/${session.id}/fs/_/grep`, { body: { pattern: 'canary' } });
  await api.fetch('GET', '/v1/agents/nonsense');
  await api.fetch('GET', '/v1/nowhere');
  const answer = await fetch(`${METRICS}/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  for (const line of [
    'everruns_turns_ended_total{status="completed"} 1',
    'everruns_turns_ended_total{status="failed"} 1',
    'everruns_http_request_seconds_count{operation="create_message",status="201"} 2',
    'everruns_http_request_seconds_count{operation="get_agent",status="400"} 1',
    'everruns_http_request_seconds_count{operation="unknown",status="404"} 1',
    'everruns_watched_sessions 0',
    'everruns_offload_jobs{state="running"} 0',
    'everruns_model_calls{state="running"} 0',
    'everruns_model_calls{state="waiting"} 0',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^everruns_offload_job_seconds_count{job="search_text",outcome="completed"} 1$/m);
  for (const percentile of ['50', '99', '100'])
    expect(text).toMatch(new RegExp(`^everruns_event_loop_delay_seconds{percentile="${percentile}"} [0-9.e-]+$`, 'm'));
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(text).not.toMatch(new RegExp(`canary|${session.id}|${session.agent_id}`));
});

it('is not where the API is, answers under whatever name it is called, and nothing else', async () => {
  expect((await shared.api.fetch('GET', '/metrics')).status).toBe(404);
  await using client = new RawClient(METRICS);
  const ask = (path: string, headers = {}) => client.send({ method: 'GET', path, headers });
  expect((await ask('/metrics', { host: '10.1.2.3:9002' })).status).toBe(200);
  expect((await ask('/metrics', { host: 'everruns-0.everruns.svc:9002' })).status).toBe(200);
  expect((await ask('/v1/agents')).status).toBe(404);
});
