import type { BegunAtom } from '@everruns/internal-protocol';
import { outputMessageId, type EventDraft, type ToolCall } from '@everruns/schemas';

export function reasonEvents(begun: BegunAtom, text: string, calls: ToolCall[]): EventDraft[] {
  const { atom, session_id } = begun.token;
  const id = outputMessageId(atom);
  return [
    {
      type: 'output.message.completed',
      data: {
        message: {
          id,
          session_id,
          turn_id: atom.turn_id,
          role: 'agent',
          content: [
            { type: 'text', text },
            ...calls.map((call) => ({
              type: 'tool_call' as const,
              id: call.id,
              name: call.name,
              arguments: call.arguments,
            })),
          ],
          created_at: new Date().toISOString(),
        },
      },
    },
  ];
}

export function toolEvent(call: Pick<ToolCall, 'id' | 'name'>, result: string): EventDraft {
  return {
    type: 'tool.completed',
    data: {
      tool_call_id: call.id,
      name: call.name,
      success: true,
      result: { type: 'tool_result', tool_call_id: call.id, result },
      duration_ms: 1,
      effect: 'read',
    },
  };
}
