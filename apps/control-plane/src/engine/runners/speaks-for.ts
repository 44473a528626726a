import { outputMessageId, toolCallId, type AttemptToken, type EphemeralDraft } from '@everruns/schemas';

/** Whether a frame belongs to the message or the call of its own attempt. Only the control plane itself sends resets. */
export function speaksFor({ atom, attempt }: AttemptToken, draft: EphemeralDraft): boolean {
  if (draft.data.attempt !== attempt) return false;
  switch (draft.type) {
    case 'output.message.delta':
    case 'reason.thinking.delta':
      return atom.kind === 'reason' && draft.data.message_id === outputMessageId(atom);
    case 'tool.output.delta':
    case 'tool.progress': {
      const reason = { ...atom, kind: 'reason' as const, ordinal: 0 };
      const isOurs = atom.kind === 'act' && draft.data.tool_call_id === toolCallId(reason, atom.ordinal);
      return isOurs && !('turn_id' in draft.data && draft.data.turn_id !== atom.turn_id);
    }
    case 'output.message.reset':
      return false;
  }
}
