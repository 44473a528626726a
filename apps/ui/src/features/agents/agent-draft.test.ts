import type { Agent } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { EMPTY_DRAFT, toDraft, toRequest } from './agent-draft.ts';

const agent: Agent = {
  id: '0199a000-0000-7000-8000-000000000001',
  name: 'Clerk',
  description: 'Files things.',
  system_prompt: 'You file.',
  tags: ['office', 'paper'],
  capabilities: ['math', { ref: 'web_fetch', config: { max_bytes: 1000 } }],
  tools: [],
  limits: { max_iterations: 7, turn_timeout_ms: 90_000, max_turn_cost_usd: 0.25, max_turn_tokens: 9_000 },
  busy_policy: 'steer',
  version: 3,
  harness_id: 'default',
  status: 'active',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};

it('an agent that was opened and saved untouched is the same agent', () => {
  const { name, description, system_prompt, tags, capabilities, tools, limits, busy_policy } = agent;
  const same = { name, description, system_prompt, tags, capabilities, tools, limits, busy_policy };
  expect(toRequest(toDraft(agent), agent.tools)).toEqual(same);
});

it('what is left empty is left out, and tags are trimmed and said once', () => {
  const request = toRequest({ ...EMPTY_DRAFT, name: ' A ', tags: ' x, ,y,x ', capabilities: [] });
  expect(request).toEqual({
    name: 'A',
    system_prompt: EMPTY_DRAFT.systemPrompt,
    tags: ['x', 'y'],
    busy_policy: 'queue',
    tools: [],
    limits: {},
    capabilities: [],
  });
});
