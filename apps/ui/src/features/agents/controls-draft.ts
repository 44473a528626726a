import type { Agent, StandingControls } from '@everruns/sdk';

type Effort = NonNullable<StandingControls['reasoning']>['effort'];

export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const satisfies readonly Effort[];

/** What the agent asks of every answer, as the controls of the form hold it. An empty field asks for nothing. */
export interface ControlsDraft {
  effort: '' | Effort;
  maxTokens: string;
  temperature: string;
  topP: string;
  /** One text a line, in which `\n` is a line break and `\\` a backslash. */
  stop: string;
  toolChoice: '' | 'auto' | 'none' | 'required' | 'name';
  toolName: string;
  parallelCalls: '' | 'yes' | 'no';
  format: '' | 'text' | 'json_schema';
  formatName: string;
  /** JSON. */
  schema: string;
}

export const NO_CONTROLS: ControlsDraft = {
  effort: '',
  maxTokens: '',
  temperature: '',
  topP: '',
  stop: '',
  toolChoice: '',
  toolName: '',
  parallelCalls: '',
  format: '',
  formatName: 'answer',
  schema: '{\n  "type": "object",\n  "properties": {}\n}',
};

export function toControlsDraft(controls: StandingControls = {}): ControlsDraft {
  const { reasoning, max_tokens, temperature, top_p, stop, tool_choice, parallel_tool_calls, response_format } =
    controls;
  return {
    ...NO_CONTROLS,
    effort: reasoning?.effort ?? '',
    maxTokens: max_tokens?.toString() ?? '',
    temperature: temperature?.toString() ?? '',
    topP: top_p?.toString() ?? '',
    stop: (stop ?? []).map(escapeLine).join('\n'),
    toolChoice: typeof tool_choice === 'object' ? 'name' : (tool_choice ?? ''),
    toolName: typeof tool_choice === 'object' ? tool_choice.name : '',
    parallelCalls: parallel_tool_calls === undefined ? '' : parallel_tool_calls ? 'yes' : 'no',
    format: response_format?.type ?? '',
    ...(response_format?.type === 'json_schema' && {
      formatName: response_format.name,
      schema: JSON.stringify(response_format.schema, null, 2),
    }),
  };
}

/** Returns what the agent asks for, or undefined if it asks for nothing. */
export function toControls(draft: ControlsDraft): StandingControls | undefined {
  const stop = draft.stop.split('\n').filter((line) => line !== '');
  const controls: StandingControls = {
    ...(draft.effort !== '' && { reasoning: { effort: draft.effort } }),
    ...(draft.maxTokens !== '' && { max_tokens: Number(draft.maxTokens) }),
    ...(draft.temperature !== '' && { temperature: Number(draft.temperature) }),
    ...(draft.topP !== '' && { top_p: Number(draft.topP) }),
    ...(stop.length > 0 && { stop: stop.map(unescapeLine) }),
    ...(draft.toolChoice !== '' && {
      tool_choice: draft.toolChoice === 'name' ? { name: draft.toolName } : draft.toolChoice,
    }),
    ...(draft.parallelCalls !== '' && { parallel_tool_calls: draft.parallelCalls === 'yes' }),
    ...toFormat(draft),
  };
  return Object.keys(controls).length === 0 ? undefined : controls;
}

function toFormat({ format, formatName, schema: text }: ControlsDraft): Pick<StandingControls, 'response_format'> {
  if (format === 'text') return { response_format: { type: 'text' } };
  const schema = readSchema(text);
  // The form is not sent while the schema is none.
  if (format === '' || schema === null) return {};
  return { response_format: { type: 'json_schema', name: formatName, schema } };
}

/** Returns the JSON Schema that a text is, or null if it is no JSON of an object. */
export function readSchema(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The merge patch that makes the controls of an agent those of the form: what is gone is null. */
export function toControlsPatch(
  { controls: before = {} }: Pick<Agent, 'controls'>,
  after: StandingControls | undefined,
): Record<string, unknown> | null {
  if (after === undefined) return null;
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after };
}

function escapeLine(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function unescapeLine(line: string): string {
  return line.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
