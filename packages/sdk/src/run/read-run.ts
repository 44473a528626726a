import type { ContentPart, Message } from '../nouns.ts';
import type { SessionEvent } from '../session-event.ts';
import { TurnCanceledError, TurnFailedError } from './run-errors.ts';
import type { RequestedCall, RunResult } from './run.ts';

/** Reads a run to its end. `hasFunction` returns whether a tool is answered here. */
export async function readRun(
  events: AsyncIterable<SessionEvent>,
  hasFunction: (name: string) => boolean,
): Promise<RunResult> {
  const messages: Message[] = [];
  let output: unknown;
  let requested: RequestedCall[] = [];
  const approvals = new Set<string>();
  let turnId: string | null = null;
  for await (const event of events) {
    turnId = event.context.turn_id ?? turnId;
    switch (event.type) {
      case 'output.message.completed':
        messages.push(event.data.message);
        output = event.data.parsed;
        break;
      case 'tool.call_requested':
        requested = event.data.tool_calls.filter(({ name }) => !hasFunction(name));
        break;
      case 'approval.requested':
        approvals.add(event.data.approval_id);
        break;
      case 'approval.resolved':
        approvals.delete(event.data.approval_id);
        break;
      case 'turn.failed':
        throw new TurnFailedError(event.data.error_code, event.data.error, event.data.turn_id);
      case 'turn.canceled':
        throw new TurnCanceledError(event.data.turn_id);
      case 'turn.completed': {
        const { turn_id, usage, iterations } = event.data;
        const completed = { turn_id, status: 'completed' as const, text: lastText(messages), messages };
        return {
          ...completed,
          requested: [],
          approvals: [],
          usage,
          iterations,
          ...(output === undefined ? {} : { output }),
        };
      }
      default:
        break;
    }
  }
  // The message was dropped before it became a turn.
  if (turnId === null || requested.length + approvals.size === 0) throw new TurnCanceledError(turnId);
  const waits = {
    status: 'requires_action' as const,
    requested,
    approvals: [...approvals],
    usage: null,
    iterations: null,
  };
  return { turn_id: turnId, text: lastText(messages), messages, ...waits };
}

function lastText(messages: readonly Message[]): string {
  return (messages.at(-1)?.content ?? []).map(textOf).join('');
}

function textOf(part: ContentPart): string {
  return part.type === 'text' ? part.text : '';
}
