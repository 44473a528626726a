import type { ClientTools } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import { askText } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';
import type { Terminal } from '../terminal/terminal.ts';

/**
 * Makes the agent's client tools ask the person at the terminal, one question at a time. Without a terminal there are no tools.
 */
export function createToolPrompts(
  terminal: Terminal,
  names: readonly string[],
  onGiveUp: () => Promise<void>,
): { tools: ClientTools } {
  if (!terminal.isInteractive) return { tools: {} };
  let queue: Promise<unknown> = Promise.resolve();
  const ask = async (name: string, args: unknown): Promise<unknown> => {
    try {
      const message = `${cleanLine(name)} ${cleanLine(formatJson(args, 0))}\n   What is the result? JSON or text; what begins with ! is an error.`;
      return readAnswer(await askText(terminal, message, 'an answer'));
    } catch (error) {
      if (error instanceof CliError) await onGiveUp();
      throw error;
    }
  };
  const toTool = (name: string) => ({
    execute: (args: Record<string, unknown>) => {
      const answer = queue.then(() => ask(name, args));
      queue = answer.catch(() => undefined);
      return answer;
    },
  });
  return { tools: Object.fromEntries(names.map((name) => [name, toTool(name)])) };
}

function readAnswer(text: string): unknown {
  if (text.startsWith('!')) throw new Error(text.slice(1).trim() || 'The person at the terminal says that it failed.');
  return readJsonOrText(text);
}

export function readJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
