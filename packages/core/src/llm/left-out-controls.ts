import { ModelControls } from '@everruns/schemas';
import type { LeftOut, LlmRequest } from './driver.ts';

type Control = keyof ModelControls;

/** The fields of a request in which the wire formats send a control. The format of the output is never missing: it is checked here. */
const FIELDS: Record<Exclude<Control, 'response_format'>, readonly string[]> = {
  temperature: ['temperature'],
  top_p: ['top_p'],
  stop: ['stop', 'stop_sequences'],
  tool_choice: ['tool_choice'],
  parallel_tool_calls: ['parallel_tool_calls', 'tool_choice'],
};

const CHECKED = ModelControls.keyof().exclude(['response_format']).options;

/** Returns the controls that were asked for and are in none of the fields that were sent, and the search if it was not sent. */
export function listLeftOut(
  { controls = {}, web_search: search }: Pick<LlmRequest, 'controls' | 'web_search'>,
  sent: readonly string[],
): LeftOut[] {
  const left = CHECKED.filter(
    (name) => isWanted(controls, name) && !FIELDS[name].some((field) => sent.includes(field)),
  );
  return search === undefined || sent.includes('web_search') ? left : [...left, 'web_search'];
}

/** What every model does by default need not be sent. */
function isWanted(asked: ModelControls, name: Control): boolean {
  const value = asked[name];
  return value !== undefined && value !== 'auto' && value !== true;
}
