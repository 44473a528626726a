import type { LlmModel, UsageGroup } from '@everruns/sdk';

export type CostGrouping = 'agent' | 'model' | 'subject';

export interface CostRow {
  key: string;
  name: string;
  /** The sessions behind the number. Null: no filter finds them. */
  href: string | null;
  tokens: number;
  /** Null: no price is known. */
  cost: number | null;
}

interface Known {
  /** Names by ids. */
  agents: ReadonlyMap<string, string>;
  models: readonly Pick<LlmModel, 'id' | 'model_id' | 'display_name'>[];
}

/** Returns what cost most first; what has no price is sorted by its tokens. */
export function listCosts(grouping: CostGrouping, groups: readonly UsageGroup[], known: Known): CostRow[] {
  return groups
    .map((group) => {
      const { input_tokens, output_tokens, cost_usd } = group.usage;
      return { ...nameOf(grouping, group, known), tokens: input_tokens + output_tokens, cost: cost_usd ?? null };
    })
    .toSorted((left, right) => (right.cost ?? 0) - (left.cost ?? 0) || right.tokens - left.tokens);
}

function nameOf(
  grouping: CostGrouping,
  group: UsageGroup,
  { agents, models }: Known,
): Omit<CostRow, 'tokens' | 'cost'> {
  switch (grouping) {
    case 'agent': {
      const id = group.agent_id ?? '';
      return { key: id, name: agents.get(id) ?? `Agent ${id.slice(-8)}`, href: `/sessions?agent_id=${id}&period=7d` };
    }
    case 'model': {
      const { model: name = '', provider = '' } = group;
      const model = models.find(({ model_id }) => model_id === name);
      const href = model === undefined ? null : `/sessions?model_id=${model.id}&period=7d`;
      return { key: `${provider} ${name}`, name: model?.display_name ?? name, href };
    }
    case 'subject': {
      const subject = group.subject ?? '';
      const name = subject === 'local' ? 'The organization' : subject;
      return { key: subject, name, href: `/sessions?subject=${encodeURIComponent(subject)}&period=7d` };
    }
  }
}
