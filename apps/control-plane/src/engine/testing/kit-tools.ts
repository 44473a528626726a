import type { ToolDefinition, ToolEffect } from '@everruns/schemas';

const tool = (name: string, effect: ToolEffect, policy: ToolDefinition['policy'] = 'auto'): ToolDefinition => ({
  name,
  description: name,
  parameters: { type: 'object' },
  effect,
  policy,
  timeout_ms: 10_000,
});

export const TOOLS: ToolDefinition[] = [
  tool('look', 'read'),
  tool('put', 'idempotent'),
  tool('pay', 'once'),
  tool('ask', 'read', 'client_side'),
  { ...tool('sum', 'read'), hints: { immediate: true } },
  { ...tool('fetch', 'read'), capability_id: 'web_fetch', foreign: true },
  tool('risk', 'once', 'requires_approval'),
  { ...tool('task', 'idempotent'), opens: 'subagent' },
];
