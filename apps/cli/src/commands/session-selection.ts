import type { Everruns, ListSessionsQuery } from '@everruns/sdk';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { findAgent } from '../client/find-agent.ts';
import { findView } from '../client/find-view.ts';
import { toCount, toNumber } from './with-examples.ts';

type Selection = Pick<
  ListSessionsQuery,
  | 'status'
  | 'outcome'
  | 'waits'
  | 'feedback'
  | 'subject'
  | 'search'
  | 'tag'
  | 'model_id'
  | 'agent_version'
  | 'error_code'
>;

export interface SelectionOptions {
  view?: string;
  agent?: string;
  agentVersion?: number;
  model?: string;
  status?: NonNullable<Selection['status']>;
  outcome?: NonNullable<Selection['outcome']>;
  error?: NonNullable<Selection['error_code']>;
  waits?: NonNullable<Selection['waits']>;
  subject?: string;
  tag?: string;
  feedback?: NonNullable<Selection['feedback']>;
  search?: string;
  minCost?: number;
  minSeconds?: number;
  since?: string;
  until?: string;
  withinHours?: number;
}

/** Adds the options that say which sessions are meant. */
export function addSelection(command: Command): Command {
  return command
    .option('--view <view>', 'of this view: its id or name; other options go before its own')
    .option('--agent <agent>', 'of this agent: its id or name')
    .option('--agent-version <number>', 'whose last turn ran with this version', toCount)
    .option('--model <id>', 'that asked this model last')
    .addOption(new Option('--status <status>').choices(['idle', 'active', 'requires_action']))
    .addOption(
      new Option('--outcome <outcome>', 'how the last turn ended').choices(['completed', 'failed', 'canceled']),
    )
    .option('--error <code>', 'why the last turn failed, such as provider_error')
    .addOption(new Option('--waits <waits>', 'whether a call waits for somebody').choices(['any', 'none']))
    .option('--subject <subject>', 'of this subject, such as app:shop')
    .option('--tag <tag>')
    .addOption(
      new Option('--feedback <rating>', 'with an answer that somebody called good or bad').choices(['up', 'down']),
    )
    .option('--search <text>', 'in titles and messages')
    .option('--min-cost <dollars>', 'that cost at least so much', toNumber)
    .option('--min-seconds <seconds>', 'whose last turn took at least so long', toNumber)
    .option('--since <time>', 'created after it, such as 2026-11-30', toTime)
    .option('--until <time>', 'created before it', toTime)
    .option('--within-hours <hours>', 'created in the last so many hours; a view with it moves on', toCount);
}

/** Returns the parameters of a list. Throws an error for a person if the agent is not there. */
export async function toSelection(api: Everruns, options: SelectionOptions): Promise<ListSessionsQuery> {
  const { agent, agentVersion, model, status, outcome, error, waits, subject, tag, feedback, search } = options;
  const { view, minCost, minSeconds, since, until, withinHours } = options;
  return {
    ...(view !== undefined && (await findView(api, view)).filter),
    ...(agent !== undefined && { agent_id: (await findAgent(api, agent)).id }),
    ...(agentVersion !== undefined && { agent_version: agentVersion }),
    ...(model !== undefined && { model_id: model }),
    ...(status !== undefined && { status }),
    ...(outcome !== undefined && { outcome }),
    ...(error !== undefined && { error_code: error }),
    ...(waits !== undefined && { waits }),
    ...(subject !== undefined && { subject }),
    ...(tag !== undefined && { tag }),
    ...(feedback !== undefined && { feedback }),
    ...(search !== undefined && { search }),
    ...(minCost !== undefined && { min_cost_usd: minCost }),
    ...(minSeconds !== undefined && { min_duration_ms: Math.round(minSeconds * 1_000) }),
    ...(since !== undefined && { created_after: since }),
    ...(until !== undefined && { created_before: until }),
    ...(withinHours !== undefined && { created_within_hours: withinHours }),
  };
}

/** Parses a date or a time. */
export function toTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('It must be a date or a time.');
  return time.toISOString();
}
