import type { LlmModel, LlmProvider } from '@everruns/schemas';
import { afterAll, expect, it, vi } from 'vitest';
import { startOtlpReceiver } from './otlp-receiver.ts';
import { useStack } from './shared-stack.ts';

const collector = await startOtlpReceiver();
afterAll(() => collector[Symbol.asyncDispose]());
const shared = useStack({ env: { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });

const KEY = 'sk-canary-key-7d1f';
const PROMPT = 'canary-prompt-7d1f';
const SAID = 'canary-said-7d1f';
const FILE = 'canary-file-7d1f';
const ARGUMENT = 'canary-argument-7d1f';
const CANARY = /canary-\w+-7d1f/;

it('no key, prompt, message, argument or file shows in the logs, in errors, in traces, in the document or in the health', async () => {
  const { api, running } = shared;
  const provider = { name: 'mine', provider_type: 'openai', base_url: `${running.simulator.url}/v1`, api_key: KEY };
  const { id } = await api.json<LlmProvider>('POST', '/v1/llm-providers', { body: provider });
  const model = await api.json<LlmModel>('POST', `/v1/llm-providers/${id}/models`, { body: { model_id: 'm' } });
  const session = await api.createSession({ system_prompt: PROMPT, default_model_id: model.id });
  const path = `/v1/sessions/${session.id}`;
  await api.json('POST', `${path}/fs/a.txt`, { body: { content: FILE } });
  const tool = `[[sim:tool add {"a":1,"b":2,"${ARGUMENT}":3}]][[sim:next]]`;
  for (const directives of [`${tool}[[sim:text ${SAID}]]`, '[[sim:error 401]]', '[[sim:error 400]]']) {
    await api.post(session.id, `${SAID} ${directives}`, { wait: 20 });
  }
  // An error names the field that is wrong, never its value.
  const refusals = [
    api.fetch('POST', '/v1/llm-providers', { body: { ...provider, provider_type: KEY } }),
    api.fetch('POST', '/v1/agents', { body: { name: 1, system_prompt: PROMPT } }),
    api.fetch('POST', `${path}/messages`, {
      body: { message: { content: [{ type: 'text', text: `${SAID}\u0000` }] } },
    }),
    api.fetch('GET', `${path}/fs/a.txt`, { headers: { authorization: `Bearer ${KEY}`, host: 'evil.example' } }),
    api.fetch('POST', `${path}/fs/_/grep`, { body: { pattern: '(' } }),
    api.fetch('GET', '/api-doc/openapi.json'),
    api.fetch('GET', '/health'),
  ];
  const answers = await Promise.all(refusals);
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 200, 400, 200, 200]);
  // The file itself is the only answer that may contain it.
  for (const [index, answer] of answers.entries())
    if (index !== 3) expect([index, CANARY.exec(await answer.text())]).toEqual([index, null]);
  const log = running.controlPlanes[0]?.output() ?? '';
  expect(log.length).toBeGreaterThan(100);
  expect(CANARY.exec(log)).toBeNull();
  // There are three turns, the first of which has two generations and a tool call.
  await vi.waitFor(() => expect(collector.spans().length).toBeGreaterThan(5), { timeout: 10_000, interval: 100 });
  expect(CANARY.exec(collector.text())).toBeNull();
  const events = JSON.stringify(await api.events(session.id));
  expect(events).toContain(SAID);
  expect(events).not.toContain(KEY);
});
