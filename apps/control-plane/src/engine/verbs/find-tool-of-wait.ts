import type { ToolDefinition, Wait } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { SELECT_SESSION, SELECT_TURN, sessionFrom, turnFrom } from '../state/rows.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

const TURN = `select ${SELECT_SESSION}, ${SELECT_TURN} from turns t
  join sessions s on s.id = t.session_id and (s.org_id = t.org_id) is true where t.org_id = $1 and t.id = $2`;

/** Returns the tool whose call waits, as the turn has it. Undefined: the turn is gone, or no longer has the tool. */
export async function findToolOfWait(
  deps: EngineDeps,
  ctx: RequestContext,
  { turn_id, request }: Pick<Wait, 'turn_id' | 'request'>,
): Promise<ToolDefinition | undefined> {
  const [row] = await runSql<Record<string, unknown>>(deps.db, TURN, [ctx.org_id, turn_id]);
  if (row === undefined) return undefined;
  const tools = await deps.agents.resolveTools(deps.db, turnFrom(row), sessionFrom(row));
  return tools.find(({ name }) => name === request.tool);
}
