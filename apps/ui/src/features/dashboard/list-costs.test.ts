import type { UsageGroup } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { listCosts } from './list-costs.ts';

const KNOWN = {
  agents: new Map([['a', 'Clerk']]),
  models: [{ id: 'm', model_id: 'gpt', display_name: 'GPT' }],
};
const used = (tokens: number, cost_usd?: number): Pick<UsageGroup, 'usage' | 'generations'> => ({
  generations: 1,
  usage: {
    input_tokens: tokens,
    output_tokens: 1,
    cache_read_tokens: 0,
    cache_creation_tokens: 0,
    reasoning_tokens: 0,
    ...(cost_usd !== undefined && { cost_usd }),
  },
});

it('what cost most comes first, and leads to its sessions', () => {
  const rows = listCosts(
    'agent',
    [
      { agent_id: 'x', ...used(9) },
      { agent_id: 'a', ...used(1, 0.5) },
    ],
    KNOWN,
  );
  expect(rows).toEqual([
    { key: 'a', name: 'Clerk', href: '/sessions?agent_id=a&period=7d', tokens: 2, cost: 0.5 },
    { key: 'x', name: 'Agent x', href: '/sessions?agent_id=x&period=7d', tokens: 10, cost: null },
  ]);
});

it('a model that is no longer there has no list behind it', () => {
  const groups = [
    { provider: 'openai', model: 'gpt', ...used(2) },
    { provider: 'openai', model: 'old', ...used(1) },
  ];
  expect(listCosts('model', groups, KNOWN).map(({ name, href }) => [name, href])).toEqual([
    ['GPT', '/sessions?model_id=m&period=7d'],
    ['old', null],
  ]);
});

it('a subject is named as it is, and the organization in words', () => {
  const groups = [
    { subject: 'local', ...used(2) },
    { subject: 'app:a&b', ...used(1) },
  ];
  expect(listCosts('subject', groups, KNOWN).map(({ name, href }) => [name, href])).toEqual([
    ['The organization', '/sessions?subject=local&period=7d'],
    ['app:a&b', '/sessions?subject=app%3Aa%26b&period=7d'],
  ]);
});
