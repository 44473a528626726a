import { EverrunsError } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { TurnTools } from '../ports/agent-resolver.ts';
import type { SessionState, TurnState } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

const NONE: TurnTools = { kind: 'none' };
const MAX_QUESTIONS = 3;

/** Thrown out of a transaction that cannot begin a turn before its servers were asked for their tools. */
export class ToolsUnknown extends Error {
  readonly ask: () => Promise<void>;

  constructor(ask: () => Promise<void>) {
    super('the tools of the turn are not known yet');
    this.ask = ask;
  }
}

/** Pins the tools of servers to a turn that begins for the first time (E30). Throws `ToolsUnknown` before anything was changed. */
export async function pinTools(
  deps: EngineDeps,
  db: Database,
  { turn, session }: { turn: TurnState; session: SessionState },
): Promise<TurnTools> {
  if (turn.started_at !== null || turn.tool_list !== null) return NONE;
  const tools = await deps.agents.findTurnTools(db, turn, session);
  if (tools.kind === 'unknown') throw new ToolsUnknown(tools.ask);
  if (tools.kind === 'listed') turn.tool_list = tools.hash;
  return tools;
}

/** Records the servers from which the turn gets no tools, after its start. */
export function recordUnavailable(change: SessionChange, turn: TurnState, tools: TurnTools): void {
  if (tools.kind !== 'listed') return;
  for (const data of tools.unavailable) change.append({ type: 'mcp.server_unavailable', data }, { turn_id: turn.id });
}

/** Runs the transaction again once the servers that it needs were asked. */
export async function askBetween<Result>(transact: () => Promise<Result>): Promise<Result> {
  for (let questions = 0; questions < MAX_QUESTIONS; questions += 1) {
    try {
      return await transact();
    } catch (error) {
      if (!(error instanceof ToolsUnknown)) throw error;
      await error.ask();
    }
  }
  throw new EverrunsError(
    'unavailable',
    'The tools of the turn could not be pinned. The turn begins again in a moment.',
  );
}
