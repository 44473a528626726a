import type { Session } from '@everruns/sdk';
import type { Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { formatCost } from '../terminal/format-cost.ts';
import { formatTable } from '../terminal/format-table.ts';
import { take, withExamples } from './with-examples.ts';

const MOST_SESSIONS = 1_000;

/** Adds `sessions tree`. */
export function addSessionTree(sessions: Command, cli: Cli): void {
  const tree = sessions
    .command('tree')
    .argument('<session>', 'its id, or that of a sub-agent of it')
    .description('show a session with its sub-agents, and theirs: how each stands and what it used')
    .action((given: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { root_session_id: root = given } = await api.sessions.get(given);
        const found = await take(api.sessions.tree(root), MOST_SESSIONS);
        printer.show(found, () => formatTree(found, root));
      }),
    );
  withExamples(
    tree,
    'sessions tree 0198c0de-0000-7000-8000-000000000001',
    'sessions tree 0198c0de-0000-7000-8000-000000000001 -o json',
  );
}

type TreeSession = Pick<
  Session,
  'id' | 'title' | 'status' | 'last_turn' | 'usage' | 'created_at' | 'parent_session_id'
>;

/** Lists sessions below their parents, oldest first, each with a mark for every level above it. */
export function formatTree(sessions: readonly TreeSession[], rootId: string): string {
  const rows: string[][] = [];
  const add = (session: TreeSession, depth: number): void => {
    const title = `${'› '.repeat(depth)}${session.title ?? 'Session'}`;
    rows.push([title, stateOf(session), tokensOf(session), formatCost(session.usage), session.id]);
    const children = sessions
      .filter(({ parent_session_id }) => parent_session_id === session.id)
      .toSorted((left, right) => (left.created_at < right.created_at ? -1 : 1));
    for (const child of children) add(child, depth + 1);
  };
  const root = sessions.find(({ id }) => id === rootId);
  if (root !== undefined) add(root, 0);
  return formatTable(['SESSION', 'STATE', 'TOKENS', 'COST', 'ID'], rows);
}

function stateOf({ status, last_turn }: TreeSession): string {
  return status === 'idle' ? (last_turn?.status ?? 'idle') : status.replace('_', ' ');
}

function tokensOf({ usage }: TreeSession): string {
  return String(usage.input_tokens + usage.output_tokens);
}
