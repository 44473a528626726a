import type { Effect, Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** `buy` asks a person first. */
const ONCE: ReadonlySet<string> = new Set(['charge', 'buy']);

interface Call {
  id: string;
  name: string;
  session_id: string;
  results: { success: boolean }[];
}

/** I5: each tool call has one result; an idempotent tool ran under one key, and a `once` tool ran at most once. */
export function checkToolResults({ events, effects, turns }: Evidence): Violation[] {
  const unfinished = new Set(
    turns.filter((turn) => turn.status === 'running' || turn.status === 'waiting').map((turn) => turn.id),
  );
  const calls = readCalls(events.filter((event) => event.turn_id === null || !unfinished.has(event.turn_id)));
  const done = Map.groupBy(effects, (effect) => effect.call_id ?? '');
  const ofCalls = [...calls.values()].flatMap((call) => {
    const found: string[] = [];
    if (call.name === '') found.push('has a result and was never made');
    if (call.results.length !== 1) found.push(`has ${call.results.length} results`);
    const succeeded = call.results.some((result) => result.success);
    found.push(...checkEffects(call.name, succeeded, done.get(call.id) ?? []));
    return found.map((says): Violation => ({
      invariant: 'I5',
      session_id: call.session_id,
      says: `call ${call.id} (${call.name}) ${says}`,
    }));
  });
  return [...ofCalls, ...checkSharedKeys(effects, calls), ...checkLabels(effects, calls)];
}

function readCalls(events: Evidence['events']): Map<string, Call> {
  const calls = new Map<string, Call>();
  const get = (id: string, session_id: string): Call => {
    const call = calls.get(id) ?? { id, name: '', session_id, results: [] };
    calls.set(id, call);
    return call;
  };
  for (const { type, session_id, data } of events) {
    if (type === 'output.message.completed') {
      const { message }: { message?: { content: { type: string; id: string; name: string }[] } } = data;
      for (const part of message?.content ?? [])
        if (part.type === 'tool_call') get(part.id, session_id).name = part.name;
    }
    if (type === 'tool.completed') {
      get(String(data['tool_call_id']), session_id).results.push({ success: data['success'] === true });
    }
  }
  return calls;
}

function checkEffects(name: string, succeeded: boolean, effects: readonly Effect[]): string[] {
  const found: string[] = [];
  if (ONCE.has(name) && effects.length > 1) found.push(`is a once tool and was done ${effects.length} times`);
  const keys = new Set(effects.map((effect) => effect.idempotency_key));
  if (keys.size > 1) found.push(`came under ${keys.size} idempotency keys`);
  if (keys.has(null)) found.push('came without an idempotency key');
  if (isDeed(name) && succeeded && effects.length === 0) found.push('is said to have succeeded and nothing was done');
  return found;
}

function isDeed(name: string): boolean {
  return ONCE.has(name) || name === 'save' || name === 'peek';
}

/** The receiver would treat two calls with one key as a single action. */
function checkSharedKeys(effects: readonly Effect[], calls: ReadonlyMap<string, Call>): Violation[] {
  const mine = effects.filter((effect) => calls.has(effect.call_id ?? ''));
  return [...Map.groupBy(mine, (effect) => effect.idempotency_key)].flatMap(([key, deeds]): Violation[] => {
    const ids = [...new Set(deeds.map((deed) => deed.call_id ?? ''))];
    if (ids.length < 2) return [];
    const session_id = calls.get(ids[0] ?? '')?.session_id ?? '';
    return [{ invariant: 'I5', session_id, says: `the key ${key} was used for ${ids.length} calls` }];
  });
}

/** A program uses each label once, so a label that was charged twice was paid twice, whatever the calls' ids are. */
function checkLabels(effects: readonly Effect[], calls: ReadonlyMap<string, Call>): Violation[] {
  const charges = effects.filter((effect) => ONCE.has(effect.name) && calls.has(effect.call_id ?? ''));
  return [...Map.groupBy(charges, labelOf)].flatMap(([label, deeds]): Violation[] => {
    if (label === '' || deeds.length < 2) return [];
    const session_id = calls.get(deeds[0]?.call_id ?? '')?.session_id ?? '';
    return [{ invariant: 'I5', session_id, says: `"${label}" was paid ${deeds.length} times` }];
  });
}

function labelOf({ body }: Effect): string {
  return typeof body === 'object' && body !== null && 'label' in body && typeof body.label === 'string'
    ? body.label
    : '';
}
