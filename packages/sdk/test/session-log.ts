import { omitUndefined } from '@everruns/kernel';
import type { EphemeralEvent, EventData, EventType, RecordedEvent, SessionEvent, ToolCallState } from '../src/index.ts';

const TS = '2026-11-21T09:00:00.000Z';
const USAGE = {
  input_tokens: 10,
  output_tokens: 4,
  cache_read_tokens: 0,
  cache_creation_tokens: 0,
  reasoning_tokens: 1,
  cost_usd: 0.5,
};

/** Writes the log of a session the way the control plane does, with the frames between its events. */
export class SessionLog {
  readonly events: SessionEvent[] = [];
  #sequence = 0;

  record<Type extends RecordedEvent['type']>(
    type: Type,
    data: EventData<Type>,
    context: SessionEvent['context'] = {},
  ): this {
    this.#sequence += 1;
    return this.#push(type, data, { sequence: this.#sequence, context });
  }

  frame<Type extends EphemeralEvent['type']>(type: Type, data: EventData<Type>, turn = 't1'): this {
    return this.#push(type, data, { context: { turn_id: turn } });
  }

  #push(type: EventType, data: unknown, rest: object): this {
    // The signatures above hold type and data together.
    this.events.push({ id: `e${this.events.length}`, ts: TS, session_id: 's', type, data, ...rest } as SessionEvent);
    return this;
  }

  input(turn: string, text: string, id = `in-${turn}`): this {
    return this.record('input.message', { message: userMessage(id, text, turn) }, { turn_id: turn });
  }

  startTurn(turn: string): this {
    this.record('turn.started', { turn_id: turn, agent_version: 1 }, { turn_id: turn });
    return this.record('input.received', { message_id: `in-${turn}` }, { turn_id: turn });
  }

  startAnswer(turn: string, iteration: number): this {
    const context = { turn_id: turn };
    this.record('reason.started', { iteration, model: 'm', provider: 'p' }, context);
    return this.record('output.message.started', { message_id: answerId(turn, iteration) }, context);
  }

  /** All frames of a text, cut where the caller says. */
  say(turn: string, iteration: number, given: { text: string; size: number; attempt?: number }): this {
    const { text, size, attempt = 1 } = given;
    for (let offset = 0; offset < text.length; offset += size) {
      const delta = text.slice(offset, offset + size);
      this.frame(
        'output.message.delta',
        { message_id: answerId(turn, iteration), attempt, part: 0, offset, delta },
        turn,
      );
    }
    return this;
  }

  endAnswer(turn: string, iteration: number, given: { text: string; calls?: number; attempt?: number }): this {
    const { text, calls = 0, attempt = 1 } = given;
    const id = answerId(turn, iteration);
    const context = { turn_id: turn, attempt };
    const content = [
      ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ...Array.from({ length: calls }, (_, index) => ({
        type: 'tool_call' as const,
        id: `${id}-call${index}`,
        name: 'add',
        arguments: { a: index },
      })),
    ];
    this.record('llm.generation', { ...generation(id), output: content }, context);
    const message = { id, session_id: 's', turn_id: turn, role: 'agent' as const, content, created_at: TS };
    this.record('output.message.completed', { message }, context);
    const outcome = { success: true, has_tool_calls: calls > 0, tool_call_count: calls };
    return this.record('reason.completed', { iteration, model: 'm', provider: 'p', ...outcome }, context);
  }

  /** Before the end of an answer: the older part of the log is summarized by a generation of its own. */
  compact(turn: string, summary: string, attempt = 1): this {
    const context = { turn_id: turn, attempt };
    const output = [{ type: 'text' as const, text: summary }];
    const compaction = { covered_through_sequence: 1, kept_sequences: [] };
    const message = { ...userMessage(`sum-${turn}`, summary, turn), compaction };
    this.record('context.compacting', { tokens_before: 900, cause: 'refused' }, context);
    this.record('llm.generation', { ...generation(message.id), output }, context);
    return this.record('context.compacted', { tokens_before: 900, tokens_after: 90, message }, context);
  }

  act(turn: string, iteration: number, calls: number): this {
    const context = { turn_id: turn };
    const ids = Array.from({ length: calls }, (_, index) => `${answerId(turn, iteration)}-call${index}`);
    this.record('act.started', { iteration, tool_calls: ids.map((id) => ({ id, name: 'add' })) }, context);
    for (const id of ids) this.record('tool.started', { tool_call: { id, name: 'add', arguments: {} } }, context);
    for (const id of ids.toReversed()) this.endCall(turn, id);
    return this.record('act.completed', { iteration, success_count: calls, error_count: 0 }, context);
  }

  endCall(turn: string, id: string, how: Partial<EventData<'tool.completed'>> = {}): this {
    const result = { type: 'tool_result' as const, tool_call_id: id, result: 3 };
    const done = { tool_call_id: id, name: 'add', success: true, result, duration_ms: 7, effect: 'read' as const };
    return this.record('tool.completed', { ...done, ...how }, { turn_id: turn, attempt: 1 });
  }

  endTurn(turn: string, iterations: number): this {
    const data = { turn_id: turn, iterations, duration_ms: 50, usage: USAGE };
    return this.record('turn.completed', data, { turn_id: turn });
  }

  /** Stopped by a person while it was talking. */
  cancelTurn(turn: string): this {
    const data = { turn_id: turn, iterations: 1, duration_ms: 50, usage: USAGE, reason: 'canceled' as const };
    return this.record('turn.canceled', data, { turn_id: turn });
  }

  queue(id: string, policy: 'queue' | 'steer', position?: number): this {
    const message = userMessage(id, id);
    return this.record('input.message.queued', { message, policy, ...omitUndefined({ position }) });
  }
}

export function answerId(turn: string, iteration: number): string {
  return `out-${turn}-${iteration}`;
}

export function userMessage(id: string, text: string, turn?: string) {
  const message = {
    id,
    session_id: 's',
    role: 'user' as const,
    content: [{ type: 'text' as const, text }],
    created_at: TS,
  };
  return turn === undefined ? message : { ...message, turn_id: turn };
}

export function callStates(calls: readonly ToolCallState[]): string[] {
  return calls.map(({ state }) => state);
}

function generation(message_id: string): Omit<EventData<'llm.generation'>, 'output'> {
  const request = { messages_through_sequence: 1, tools: [] };
  return { message_id, model: 'm', provider: 'p', request, usage: USAGE, duration_ms: 9, finish_reasons: ['stop'] };
}
