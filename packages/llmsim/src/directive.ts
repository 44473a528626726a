import { BoundedMap } from '@everruns/kernel';
import { z } from 'zod';
import { Reply, Scenario, Step } from './scenario.ts';

/** An instruction to the simulated model in a user message: a scenario written in it, or the name of a registered one. */
export type Directive = { scenario: Scenario } | { name: string };

const FENCE = /```llmsim\s*\n([\s\S]*?)```/;
const SHORT = /\[\[sim:([a-z_]+)((?:(?!\]\]).)*)\]\]/gs;

/** Every generation of a turn reads the same message, and reading it is most of the cost of a plan. */
const REMEMBERED = 100;
const MAX_CHARS = 4_000;
const remembered = new BoundedMap<string, Directive>(REMEMBERED);

/**
 * Reads the directive of a user message: a fenced `llmsim` block of JSON (`{"replies": [[…]]}`, or the steps of one
 * reply), or short forms such as `[[sim:error 429 times=1]]`. Returns null if there is none. A directive that cannot be
 * read becomes a reply that says so, because its author reads the answer.
 */
export function parseDirective(text: string): Directive | null {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const directive = readDirective(text);
  if (directive !== null && text.length <= MAX_CHARS) remembered.set(text, directive);
  return directive;
}

function readDirective(text: string): Directive | null {
  const fenced = FENCE.exec(text)?.[1];
  if (fenced !== undefined) return orExplain(() => ({ scenario: parseBlock(fenced) }));
  const forms = [...text.matchAll(SHORT)].map((match) => ({ verb: match[1] ?? '', rest: (match[2] ?? '').trim() }));
  if (forms.length === 0) return null;
  const named = forms.find(({ verb }) => verb === 'scenario');
  if (named !== undefined) return { name: named.rest };
  return orExplain(() => ({ scenario: toScenario(forms) }));
}

function parseBlock(json: string): Scenario {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? { replies: [Reply.parse(value)] } : Scenario.parse(value);
}

function toScenario(forms: ShortForm[]): Scenario {
  const replies: Reply[] = [[]];
  for (const form of forms) {
    if (form.verb === 'next') replies.push([]);
    else replies.at(-1)?.push(Step.parse(toStep(form)));
  }
  return { replies };
}

interface ShortForm {
  verb: string;
  rest: string;
}

function toStep({ verb, rest }: ShortForm): unknown {
  const { word, options } = splitOptions(rest);
  switch (verb) {
    case 'text':
    case 'reasoning':
    case 'finish':
      return { [verb]: rest };
    case 'words':
      return { words: Number(word) };
    case 'tool':
      return { tool_call: toToolCall(rest) };
    case 'search':
      return { web_search: { query: rest } };
    case 'cite':
      return { cited: JSON.parse(rest) as unknown };
    case 'delay':
      return { delay_ms: Number(word) };
    case 'tps':
      return { tokens_per_second: Number(word) };
    case 'error':
      return { error: { ...(/^\d+$/.test(word) ? { status: Number(word) } : { class: word }), ...options } };
    case 'break':
      return { break: { after_chunks: Number(word || 0), ...options } };
    case 'hang':
    case 'malformed':
      return { [verb]: options };
    default:
      throw new Error(`there is no [[sim:${verb}]]`);
  }
}

function splitOptions(rest: string): { word: string; options: Record<string, number> } {
  const words = rest.split(/\s+/);
  const pairs = words.filter((word) => word.includes('=')).map((word) => word.split('='));
  return {
    word: words.find((word) => !word.includes('=')) ?? '',
    options: Object.fromEntries(pairs.map(([key = '', value = '']) => [key, Number(value)])),
  };
}

function toToolCall(rest: string): unknown {
  const [name = ''] = rest.split(/\s/, 1);
  const json = rest.slice(name.length).trim();
  return { name, arguments: json === '' ? {} : (JSON.parse(json) as unknown) };
}

function orExplain(parse: () => Directive): Directive {
  try {
    return parse();
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { scenario: { replies: [[`The scenario in this message cannot be read: ${reason}`]] } };
  }
}
