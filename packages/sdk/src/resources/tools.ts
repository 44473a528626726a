import type { CallOptions, Client } from '../http/client.ts';
import { callOptionsOf } from '../http/call-options.ts';
import type { RunToolRequest } from '../nouns.ts';
import type { Platform } from '../platform.ts';
import { createRun, type RunOptions } from '../run/create-run.ts';
import { TurnCanceledError, TurnFailedError } from '../run/run-errors.ts';
import type { Run } from '../run/run.ts';
import type { EventOf } from '../session-event.ts';

type ToolResult = EventOf<'tool.completed'>['data']['result'];

/** A call that runs, as a turn whose events can be read. */
export interface ToolRunning extends Run {
  /** What the tool returned. Null: the call waits for somebody. Throws `TurnFailedError` and `TurnCanceledError` if it never ran. */
  toolResult(): Promise<ToolResult | null>;
}

export type Tools = ReturnType<typeof createTools>;

export function createTools(client: Client, platform: Platform) {
  return {
    /**
     * Runs one call of a tool, in a session that lists leave out. A call that must not be repeated asks a person first: `onApproval` decides
     * that here.
     */
    run: (
      capability_id: string,
      tool: string,
      { arguments: args = {}, agent_id, config, ...given }: RunToolRequest & RunOptions & CallOptions = {},
    ): ToolRunning => {
      const body = { arguments: args, ...(agent_id !== undefined && { agent_id }), ...(config && { config }) };
      const posted = client.call('post', '/v1/tools/{capability_id}/{tool}/run', {
        path: { capability_id, tool },
        body,
        ...callOptionsOf(given),
      });
      const run = createRun({ client, platform, posted, options: given });
      return Object.assign(run, { toolResult: () => readToolResult(run) });
    },
  };
}

async function readToolResult(run: Run): Promise<ToolResult | null> {
  let result: ToolResult | null = null;
  for await (const { type, data } of run) {
    if (type === 'tool.completed') result = data.result;
    if (type === 'turn.failed' && result === null) throw new TurnFailedError(data.error_code, data.error, data.turn_id);
    if (type === 'turn.canceled' && result === null) throw new TurnCanceledError(data.turn_id);
  }
  return result;
}
