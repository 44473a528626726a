import type { OptionalParameter } from '@everruns/schemas';

export interface RefusedParameter {
  parameter: OptionalParameter;
  /** The provider's message. */
  reason: string;
}

/** The fields that hold the schema of the answer, and the search, whose sites are as free. */
const FORMATS: ReadonlySet<OptionalParameter> = new Set(['response_format', 'text', 'output_config', 'web_search']);

/**
 * Whether later requests leave the parameter out too. A field with the schema of the answer is remembered only if the message says in
 * these words that the field itself is unknown: any other message may be about this one schema.
 */
export function isRefusedForGood({ parameter, reason }: RefusedParameter): boolean {
  return !FORMATS.has(parameter) || saysUnknown(parameter).some((words) => words.test(reason));
}

/** Such as "Unknown parameter: 'x'", "x: Extra inputs are not permitted", "x of type json_schema is not supported with this model". */
function saysUnknown(name: string): RegExp[] {
  const quote = String.raw`["'\`(]?`;
  const noun = String.raw`(?:request |input )?(?:parameter|argument|field|key|property)s?(?: supplied)?`;
  const verdict = String.raw`(?:(?:is|are) )?(?:not (?:yet )?(?:supported|permitted|allowed|known|available)|unsupported|unknown|disabled)`;
  const kind = String.raw`(?: of type ${quote}\w+${quote}| ${quote}json_schema${quote})?`;
  const field = String.raw`${quote}\b${name}\b(?![.[])${quote}`;
  return [
    String.raw`\b(?:unknown|unrecogni[sz]ed|unsupported|unexpected) ${noun}:? ?${field}`,
    String.raw`^${field}:?${kind} ?(?:extra inputs )?${verdict}`,
    String.raw`\b(?:parameter|argument|field) ${field}${kind} ${verdict}`,
    String.raw`\b(?:does not|doesn't) support (?:the (?:parameter |field )?)?${field}`,
  ].map((source) => new RegExp(source, 'i'));
}
