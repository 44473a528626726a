import { addUsage, type EventDraft, type JsonValue } from '@everruns/schemas';
import type { ReasonResult } from '../atoms/reason-contract.ts';
import type { LlmMessage } from '../llm/driver.ts';
import type { RunJob } from '../ports/offload.ts';
import { checkOutput } from './check-output.ts';
import type { OutputFormat, OutputVerdict } from './output-schema.ts';

/** One answer of the model and its text. */
export interface Drafted {
  result: ReasonResult;
  text: string;
  /** The provider stopped the answer because of its content rules, so there is nothing to write again. */
  isRefused: boolean;
}

/** What follows the conversation in the request, and the end of the request's id, which tells a provider that it is another one. */
export interface Follow {
  messages: LlmMessage[];
  idSuffix: string;
}

const REFUSED = {
  code: 'output_invalid' as const,
  message:
    'The model provider stopped this answer because of its content rules, so it has no value. Rephrase the message.',
};

type Completed = Extract<ReasonResult, { kind: 'completed' }>;

/**
 * Gets an answer that keeps to its format. An answer that does not is asked for once more with what is wrong with it; the turn of a
 * second one fails, and its text is kept. An answer with tool calls is not the last one and is not checked.
 */
export async function generateValid(
  runJob: RunJob,
  format: OutputFormat,
  draft: (follow: Follow | null) => Promise<Drafted>,
): Promise<ReasonResult> {
  const check = ({ text }: Drafted): Promise<OutputVerdict> => checkOutput(runJob, format.schema, text);
  const first = await draft(null);
  if (!isFinal(first.result)) return first.result;
  if (first.isRefused) return { ...first.result, failure: REFUSED };
  const verdict = await check(first);
  if (verdict.isValid) return withParsed(first.result, verdict.value);
  if (verdict.isValid === null) return { ...first.result, failure: toUnchecked(verdict.reason) };
  const second = await draft({ messages: toObjection(first.text, verdict.reason), idSuffix: ':output' });
  if (second.result.kind === 'failed') return withPaid(first.result.events, second.result);
  const both = withEarlier(first.result, second.result);
  if (!isFinal(both)) return both;
  const again = await check(second);
  if (again.isValid) return withParsed(both, again.value);
  return { ...both, failure: again.isValid === null ? toUnchecked(again.reason) : toFailure(again.reason) };
}

function isFinal(result: ReasonResult): result is Completed {
  return result.kind === 'completed' && result.calls.length === 0;
}

function toObjection(text: string, reason: string): LlmMessage[] {
  const words = `Your answer does not keep to the required JSON Schema: ${reason}. Write the whole answer again, as JSON only.`;
  return [
    { role: 'assistant', text: text.trim() === '' ? '(empty answer)' : text, tool_calls: [] },
    { role: 'user', content: [{ type: 'text', text: words }] },
  ];
}

/** A failure after answers that were paid: they are recorded, and the request is repeated from the start. */
function withPaid(
  earlier: readonly EventDraft[],
  failed: Extract<ReasonResult, { kind: 'failed' }>,
): Extract<ReasonResult, { kind: 'failed' }> {
  const paid = [...earlier.filter(({ type }) => type === 'llm.generation'), ...(failed.paid ?? [])];
  return paid.length === 0 ? failed : { ...failed, paid };
}

/** The generation that was not accepted is recorded and paid. Its message is not. */
function withEarlier(first: Completed, second: Completed): Completed {
  const earlier = first.events.filter(({ type }) => type === 'llm.generation');
  return { ...second, events: [...earlier, ...second.events], usage: addUsage(first.usage, second.usage) };
}

function withParsed(result: Completed, parsed: JsonValue): Completed {
  const add = (event: EventDraft): EventDraft =>
    event.type === 'output.message.completed' ? { ...event, data: { ...event.data, parsed } } : event;
  return { ...result, events: result.events.map(add) };
}

/** Another answer would not be checked either, so none is asked for. */
function toUnchecked(reason: string): { code: 'output_invalid'; message: string } {
  return { code: 'output_invalid', message: `The answer could not be checked against the JSON Schema: ${reason}` };
}

function toFailure(reason: string): { code: 'output_invalid'; message: string } {
  const advice = 'Simplify the schema, say more in the prompt, or choose another model.';
  return {
    code: 'output_invalid',
    message: `The model did not keep to the required JSON Schema, also when it was told: ${reason}. ${advice}`,
  };
}
