import type { MessageState, StepState, ToolCallState, TurnState } from '@everruns/sdk';

/** A span of a turn, with times in milliseconds since the epoch. A span without an end yet ends with the turn. */
export interface Bar {
  key: string;
  kind: 'generation' | 'tool' | 'wait' | 'failed';
  label: string;
  /** Whether this is a tool that is listed under its step. */
  isNested: boolean;
  attempt: number;
  startedAt: number;
  endedAt: number;
  isOpen: boolean;
}

/** Lists the work of a turn in order: each generation, each tool call and each wait. */
export function listBars(turn: TurnState, messages: readonly MessageState[], turnEnd: number): Bar[] {
  const calls = new Map(
    messages
      .filter(({ turn_id }) => turn_id === turn.id)
      .flatMap(({ tool_calls }) => tool_calls.map((call) => [call.id, call])),
  );
  return turn.steps.flatMap((step, index) => {
    if (step.kind !== 'act') return [toBar(step, index, turnEnd)];
    return step.tool_call_ids.flatMap((id) => {
      const call = calls.get(id);
      return call === undefined ? [] : [toToolBar(call, step, turnEnd)];
    });
  });
}

function toBar(step: Exclude<StepState, { kind: 'act' }>, index: number, turnEnd: number): Bar {
  const isWait = step.kind === 'wait';
  return {
    key: `${step.kind}-${index}`,
    kind: isWait ? 'wait' : step.success === false ? 'failed' : 'generation',
    label: isWait ? `waits for ${step.waiting_for.join(', ') || 'its time'}` : step.model,
    isNested: false,
    attempt: isWait ? 1 : step.attempt,
    startedAt: Date.parse(step.started_at),
    endedAt: step.ended_at === null ? turnEnd : Date.parse(step.ended_at),
    isOpen: step.ended_at === null,
  };
}

function toToolBar(call: ToolCallState, step: StepState, turnEnd: number): Bar {
  const startedAt = Date.parse(call.started_at ?? step.started_at);
  const end = call.ended_at ?? step.ended_at;
  return {
    key: call.id,
    kind: call.state === 'failed' || call.state === 'unknown' ? 'failed' : 'tool',
    label: call.name,
    isNested: true,
    attempt: call.attempt,
    startedAt,
    endedAt: end === null ? turnEnd : Math.max(startedAt, Date.parse(end)),
    isOpen: end === null,
  };
}
