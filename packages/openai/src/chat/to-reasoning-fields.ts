import type { Compat } from '@everruns/core';
import type { OptionalParameter, ReasoningEffort } from '@everruns/schemas';
import type { ReasoningFields } from './wire.ts';

/** Returns the reasoning effort in its vendor's fields, or no field if the request asks for no effort. */
export function toReasoningFields(
  effort: ReasoningEffort | undefined,
  { reasoning_request: form }: Compat,
  leftOut: ReadonlySet<OptionalParameter>,
): ReasoningFields {
  if (effort === undefined || form === 'none' || leftOut.has(form)) return {};
  switch (form) {
    case 'reasoning_effort':
      return { reasoning_effort: effort };
    case 'reasoning':
      return { reasoning: effort === 'none' ? { enabled: false } : { effort } };
    case 'thinking':
      return { thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } };
    case 'enable_thinking':
      return { enable_thinking: effort !== 'none' };
  }
}
