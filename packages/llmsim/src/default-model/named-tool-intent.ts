import { JsonObject } from '@everruns/schemas';
import type { Intent, PlannedCall } from './intent.ts';

/** Recognizes "call deploy with {"env": "test"}": a tool of the agent by its exact name, with or without JSON arguments. */
export const readNamedToolIntent: Intent = (text, { tools }) =>
  tools.flatMap((tool): PlannedCall[] => {
    const name = tool.name.replaceAll('-', '\\-');
    const mention = new RegExp(
      `\\b(?:call|use|run|invoke)\\s+(?:the\\s+)?(?:tool\\s+)?\`?${name}\`?(?![\\w-])`,
      'i',
    ).exec(text);
    if (mention === null) return [];
    return [{ name: tool.name, arguments: parseArguments(text.slice(mention.index + mention[0].length)) }];
  });

function parseArguments(text: string): JsonObject {
  const json = /^[^{}]*?(\{[\s\S]*\})/.exec(text)?.[1];
  if (json === undefined) return {};
  try {
    const parsed = JsonObject.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
