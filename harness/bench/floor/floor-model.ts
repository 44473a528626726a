import { setTimeout as sleep } from 'node:timers/promises';

/** A step of the floor's model, which follows the same directives as the product's simulator without its generality. */
export type ModelStep = { kind: 'delta'; text: string } | { kind: 'call'; name: string; arguments: unknown };

export interface FloorMessage {
  role: 'user' | 'assistant' | 'tool';
  text: string;
}

const DIRECTIVE = /\[\[sim:(tool|text|next|delay|tps)\s*((?:(?!\]\]).)*)\]\]/g;

/**
 * A model with only the latency that the text asks for. `[[sim:next]]` separates the replies, one for each round of tool calls.
 */
export async function* streamModel(messages: readonly FloorMessage[]): AsyncGenerator<ModelStep> {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const rounds = messages.slice(asked).filter(({ role }) => role === 'assistant').length;
  let tokenMs = 0;
  for (const { verb, rest } of parseReplies(messages[asked]?.text ?? '')[rounds] ?? []) {
    if (verb === 'tool') yield toCall(rest);
    else if (verb === 'delay') await sleep(Number(rest));
    else if (verb === 'tps') tokenMs = 1_000 / Number(rest);
    else {
      for (const text of rest.match(/\S+\s?/g) ?? []) {
        if (tokenMs > 0) await sleep(tokenMs);
        yield { kind: 'delta', text };
      }
    }
  }
}

function parseReplies(text: string): { verb: string; rest: string }[][] {
  const replies: { verb: string; rest: string }[][] = [[]];
  for (const [, verb = '', rest = ''] of text.matchAll(DIRECTIVE)) {
    if (verb === 'next') replies.push([]);
    else replies.at(-1)?.push({ verb, rest });
  }
  return replies;
}

function toCall(rest: string): ModelStep {
  const [name = ''] = rest.split(' ', 1);
  return { kind: 'call', name, arguments: JSON.parse(rest.slice(name.length)) };
}
