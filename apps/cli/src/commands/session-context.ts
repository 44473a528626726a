import type { GenerationContext, GenerationContextDiff } from '@everruns/sdk';
import { InvalidArgumentError, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';
import { formatFields } from '../terminal/format-table.ts';
import { formatDifferences } from './format-differences.ts';
import { withExamples } from './with-examples.ts';

interface ContextOptions {
  diff?: string;
}

/** Adds `sessions context`. */
export function addContextCommand(sessions: Command, cli: Cli): void {
  const context = sessions
    .command('context')
    .argument('<session>', 'its id')
    .argument('[generation]', 'the id or the sequence of its event', toGeneration, 'latest')
    .description('show what the model was told for an answer: its prompt, tools, settings and messages')
    .option('--diff <generation>', 'show what differs in another generation instead', toGeneration)
    .action((...args: [string, string, ContextOptions, Command]) => {
      const [id, generation, { diff }, command] = args;
      return withServer(cli, command, async ({ api, printer }) => {
        if (diff === undefined) {
          const found = await api.sessions.context(id, generation);
          printer.show(found, () => formatContext(found));
        } else {
          const found = await api.sessions.diffContexts(id, { from: generation, to: diff });
          printer.show(found, () => formatDiff(found));
        }
      });
    });
  const id = '0198c0de-0000-7000-8000-000000000001';
  withExamples(context, `sessions context ${id}`, `sessions context ${id} 8 --diff 19`);
}

function toGeneration(text: string): string {
  if (/^(?:latest|[1-9]\d{0,14}|[\da-f-]{36})$/i.test(text)) return text;
  throw new InvalidArgumentError('A generation is the id of its event, its sequence in the log, or latest.');
}

const NOT_RECORDED = 'The prompt, the tools and the settings of this generation were not recorded.';

function formatContext(context: GenerationContext): string {
  const { sequence, provider, model, agent_version, usage, read, system, tools, settings } = context;
  const facts = formatFields({
    generation: `${sequence}, ${context.created_at}`,
    model: cleanLine(`${provider} ${model}`),
    version: agent_version === undefined ? '' : `v${agent_version}`,
    tokens: `${usage.input_tokens} in, ${usage.output_tokens} out, as the provider counted`,
    messages: `${read.messages}, about ${read.estimated_tokens} tokens`,
  });
  if (system === undefined || tools === undefined) return `${facts}\n\n${NOT_RECORDED}`;
  const names = tools.definitions.map(({ name }) => cleanLine(name)).join(', ') || 'none';
  return [
    facts,
    `Settings\n${cleanText(formatJson(settings, 2))}`,
    `Tools, about ${tools.estimated_tokens} tokens\n${names}`,
    `System prompt, about ${system.estimated_tokens} tokens\n${cleanText(system.text)}`,
  ].join('\n\n');
}

function formatDiff({ from, to, system, tools, settings, messages }: GenerationContextDiff): string {
  const lines = formatDifferences({ patch: system?.patch, sets: { tools }, fields: settings });
  if (!from.is_recorded || !to.is_recorded) lines.unshift(NOT_RECORDED);
  if (messages.added.length > 0) lines.push(`messages: + ${messages.added.join(', ')}`);
  if (messages.removed.length > 0) lines.push(`messages: - ${messages.removed.join(', ')}`);
  return lines.length === 0 ? 'Nothing differs.' : lines.join('\n');
}
