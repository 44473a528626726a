import { EverrunsError, outputMessageId, type EventDraft } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState } from '../state/rows.ts';
import { refOf } from './begin-atom.ts';

const REASON_TYPES = new Set([
  'context.compacting',
  'context.compacted',
  'history.repaired',
  'model.adjusted',
  'llm.generation',
  'output.message.completed',
  'reason.completed',
]);
const ACT_TYPES = new Set(['tool.completed', 'file.written', 'file.deleted', 'mcp.server_unavailable']);

const PAID_TYPES = new Set(['llm.generation']);

/** A worker may write the events of its own atom and no others. */
export function appendDrafts(change: SessionChange, atom: AtomState, drafts: readonly EventDraft[]): void {
  append(change, atom, { drafts, allowed: atom.kind === 'reason' ? REASON_TYPES : ACT_TYPES });
}

/** What an attempt of either kind has paid for is recorded whatever becomes of it. */
export function appendPaid(change: SessionChange, atom: AtomState, drafts: readonly EventDraft[]): void {
  append(change, atom, { drafts, allowed: PAID_TYPES });
}

function append(
  change: SessionChange,
  atom: AtomState,
  { drafts, allowed }: { drafts: readonly EventDraft[]; allowed: ReadonlySet<string> },
): void {
  const context = {
    turn_id: atom.turn_id,
    ...(atom.exec_id === null ? {} : { exec_id: atom.exec_id, attempt: atom.attempt }),
  };
  for (const draft of drafts) {
    if (!allowed.has(draft.type) || !belongsTo(atom, draft) || !isPast(change, draft)) {
      throw new EverrunsError('invalid_request', `A ${atom.kind} atom may not record this ${draft.type}.`);
    }
    change.append(draft, context);
  }
}

function belongsTo(atom: AtomState, draft: EventDraft): boolean {
  if (draft.type === 'output.message.completed') {
    return draft.data.message.id === outputMessageId(refOf(atom)) && draft.data.message.session_id === atom.session_id;
  }
  if (draft.type === 'context.compacted') return draft.data.message.session_id === atom.session_id;
  if (draft.type === 'tool.completed' || draft.type === 'mcp.server_unavailable')
    return draft.data.tool_call_id === atom.tool_call?.id;
  return true;
}

/** A summary, like a repair, covers only what is already in the log. One that reached further would hide messages that are yet to come. */
function isPast(change: SessionChange, draft: EventDraft): boolean {
  if (draft.type === 'history.repaired') return draft.data.through_sequence < change.session.next_sequence;
  if (draft.type !== 'context.compacted') return true;
  return draft.data.message.compaction.covered_through_sequence < change.session.next_sequence;
}
