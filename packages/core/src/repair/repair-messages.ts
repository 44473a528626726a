import type {
  ContentPart,
  FilePart,
  HistoryRepair,
  Message,
  RepairedPart,
  ToolCallPart,
  ToolResultPart,
} from '@everruns/schemas';
import { describeFile } from '../llm/files/fit-files.ts';

const PICTURE_LEFT_OUT = '[A picture was left out: the model provider refused it.]';

export interface RepairRules {
  /** The names of the agent's tools. */
  tools: ReadonlySet<string>;
}

/** Applies the repairs in a conversation: each leaves its parts out of everything before it. Pure. */
export function repairMessages(messages: readonly Message[], rules: RepairRules): readonly Message[] {
  const repairs = messages.flatMap(({ edit }) => (edit?.repair === undefined ? [] : [edit.repair]));
  return repairs.reduce((told, repair) => applyRepair(told, repair, rules), messages);
}

/** Returns the same list if the repair changes nothing. */
export function applyRepair(
  messages: readonly Message[],
  { what, through_sequence }: HistoryRepair,
  rules: RepairRules,
): readonly Message[] {
  const parts = new Set(what);
  const flatCalls = callsToFlatten(messages, parts, rules);
  let isChanged = false;
  const repaired = messages.map((message) => {
    if ((message.sequence ?? 0) > through_sequence || message.edit !== undefined) return message;
    const next = flatten(leaveOut(message, parts), flatCalls);
    isChanged ||= next !== message;
    return next;
  });
  return isChanged ? repaired : messages;
}

function leaveOut(message: Message, parts: ReadonlySet<RepairedPart>): Message {
  let next = message;
  if (parts.has('pictures') && message.content.some(({ type }) => type === 'image' || type === 'file')) {
    const content = message.content.map((part): ContentPart => {
      if (part.type === 'file') return { type: 'text', text: tellFileLeftOut(part) };
      return part.type === 'image' ? { type: 'text', text: PICTURE_LEFT_OUT } : part;
    });
    next = { ...next, content };
  }
  if ((parts.has('reasoning') || parts.has('tool_rounds')) && next.continuation !== undefined) {
    const { continuation: _continuation, ...rest } = next;
    next = rest;
  }
  return next;
}

function tellFileLeftOut(part: FilePart): string {
  return `[A file was left out, because the model provider refused it: ${describeFile(part)}.]`;
}

/** Returns the calls that are rendered as text, by id. */
function callsToFlatten(
  messages: readonly Message[],
  parts: ReadonlySet<RepairedPart>,
  { tools }: RepairRules,
): ReadonlyMap<string, ToolCallPart> {
  const isFlat = (call: ToolCallPart): boolean =>
    parts.has('tool_rounds') || (parts.has('unknown_tools') && !tools.has(call.name));
  const calls = messages.flatMap(({ content }) => content.filter((part) => part.type === 'tool_call'));
  return new Map(calls.filter(isFlat).map((call) => [call.id, call]));
}

/** Removes a call from the answer, and turns its result into text of the user: which tool was called, and what it returned. */
function flatten(message: Message, calls: ReadonlyMap<string, ToolCallPart>): Message {
  const isFlat = (part: ContentPart): boolean =>
    (part.type === 'tool_call' && calls.has(part.id)) || (part.type === 'tool_result' && calls.has(part.tool_call_id));
  if (!message.content.some(isFlat)) return message;
  const content = message.content.flatMap((part): ContentPart[] => {
    if (!isFlat(part)) return [part];
    return part.type === 'tool_result' ? [{ type: 'text', text: renderRound(calls.get(part.tool_call_id), part) }] : [];
  });
  const { continuation: _continuation, ...rest } = message;
  return { ...rest, role: message.role === 'tool_result' ? 'user' : message.role, content };
}

function renderRound(call: ToolCallPart | undefined, { result, error }: ToolResultPart): string {
  const asked = `The tool ${JSON.stringify(call?.name ?? '')} was called with ${JSON.stringify(call?.arguments ?? {})}`;
  const said = typeof result === 'string' ? result : JSON.stringify(result ?? null);
  return `[${asked}. ${error === undefined ? `It answered: ${said}` : `It failed: ${error}`}]`;
}
