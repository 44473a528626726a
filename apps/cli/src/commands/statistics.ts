import type { ListUsageQuery, TurnStatistics, TurnStatisticsQuery, UsageGroup } from '@everruns/sdk';
import { Option, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { findAgent } from '../client/find-agent.ts';
import { formatCost } from '../terminal/format-cost.ts';
import { formatFields, formatTable } from '../terminal/format-table.ts';
import { toTime } from './session-selection.ts';
import { take, toCount, withExamples } from './with-examples.ts';

type Grouping = NonNullable<ListUsageQuery['group_by']>;

/** Adds `statistics turns` and `statistics usage`. */
export function addStatisticsCommands(program: Command, cli: Cli): void {
  const statistics = program.command('statistics').description('how turns did, and what they used');
  withExamples(statistics, 'statistics turns --since 2026-11-30', 'statistics usage --by model');
  addTurns(statistics, cli);
  addUsage(statistics, cli);
}

function addTurns(statistics: Command, cli: Cli): void {
  const turns = statistics
    .command('turns')
    .description('count the turns that ended in a time: how they did, how long they took, and why they failed')
    .option('--agent <agent>', 'of this agent: its id or name')
    .option('--since <time>', 'that ended from then on; seven days ago, where absent', toTime)
    .option('--until <time>', 'that ended before it; now, where absent', toTime)
    .action(({ agent, since, until }: { agent?: string; since?: string; until?: string }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const query: TurnStatisticsQuery = {
          ...(agent !== undefined && { agent_id: (await findAgent(api, agent)).id }),
          ...(since !== undefined && { from: since }),
          ...(until !== undefined && { to: until }),
        };
        const counted = await api.usage.turns(query);
        printer.show(counted, () => formatTurns(counted));
      }),
    );
  withExamples(turns, 'statistics turns', 'statistics turns --agent Clock --since 2026-11-30 -o json');
}

function addUsage(statistics: Command, cli: Cli): void {
  const usage = statistics
    .command('usage')
    .description('sum tokens and cost')
    .addOption(
      new Option('--by <what>', 'by what; in all, where absent').choices([
        'agent',
        'session',
        'model',
        'day',
        'subject',
      ]),
    )
    .option('--since <time>', 'from then on', toTime)
    .option('--until <time>', 'before it', toTime)
    .option('-n, --limit <count>', 'at most so many groups', toCount, 30)
    .action((options: { by?: Grouping; since?: string; until?: string; limit: number }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { by, since, until, limit } = options;
        const query: ListUsageQuery = {
          ...(by !== undefined && { group_by: by }),
          ...(since !== undefined && { from: since }),
          ...(until !== undefined && { to: until }),
          limit: Math.min(limit, 100),
        };
        const groups = await take(api.usage.list(query), limit);
        printer.show(groups, () => formatUsage(groups));
      }),
    );
  withExamples(usage, 'statistics usage', 'statistics usage --by model --since 2026-11-01');
}

function formatTurns({
  turns,
  completed,
  failed,
  canceled,
  failures,
  duration_ms,
  first_token_ms,
}: TurnStatistics): string {
  const reasons = failures.map(({ error_code, turns: count }) => `${error_code} ${count}`).join(', ');
  return formatFields({
    turns: String(turns),
    completed: String(completed),
    failed: reasons === '' ? String(failed) : `${failed} (${reasons})`,
    canceled: String(canceled),
    duration: formatPercentiles(duration_ms),
    'first token': formatPercentiles(first_token_ms),
  });
}

function formatPercentiles(times: TurnStatistics['duration_ms']): string | undefined {
  return times === undefined ? undefined : `p50 ${times.p50} ms, p95 ${times.p95} ms`;
}

function formatUsage(groups: readonly UsageGroup[]): string {
  if (groups.length === 0) return 'Nothing was used.';
  const rows = groups.map(({ generations, usage, ...group }) => [
    nameOf(group),
    String(generations),
    String(usage.input_tokens),
    String(usage.output_tokens),
    formatCost(usage),
  ]);
  return formatTable(['OF', 'GENERATIONS', 'TOKENS IN', 'TOKENS OUT', 'COST'], rows);
}

function nameOf({
  day,
  agent_id,
  session_id,
  subject,
  provider,
  model,
}: Omit<UsageGroup, 'generations' | 'usage'>): string {
  const named = model === undefined ? undefined : `${provider} ${model}`;
  return day ?? agent_id ?? session_id ?? subject ?? named ?? 'all';
}
