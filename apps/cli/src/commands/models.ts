import type { LlmProvider, LlmProviderCheck } from '@everruns/sdk';
import type { Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { exitCodeOf } from '../exit-code.ts';
import { formatTable } from '../terminal/format-table.ts';
import { take, withExamples } from './with-examples.ts';

const MAX_MODELS = 1_000;

export function addModelCommands(program: Command, cli: Cli): void {
  const models = program.command('models').description('providers and their models');
  withExamples(models, 'models list', 'models check');
  const list = models
    .command('list')
    .description('list the models that agents can use')
    .action((_: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.models.list({ limit: 100 }), MAX_MODELS);
        const rows = found.map(({ id, display_name, model_id, provider_name, is_default }) => {
          return [id, display_name, model_id, provider_name, is_default ? 'default' : ''];
        });
        printer.show(found, () => formatTable(['ID', 'NAME', 'MODEL', 'PROVIDER', ''], rows));
      }),
    );
  withExamples(list, 'models list', 'models list -o yaml');
  const check = models
    .command('check')
    .description('ask every provider whether it answers to its key; ends with 1 where one does not')
    .action((_: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer, state }) => {
        const checked: (LlmProviderCheck & Pick<LlmProvider, 'id' | 'name'>)[] = [];
        for await (const { id, name } of api.providers.list({ limit: 100 })) {
          checked.push({ id, name, ...(await api.providers.check(id)) });
        }
        const rows = checked.map(({ name, status, models, detail }) => [name, status, String(models.length), detail]);
        printer.show(checked, () => formatTable(['PROVIDER', 'STATUS', 'MODELS', 'DETAIL'], rows));
        if (checked.some(({ status }) => status !== 'ok')) state.exitCode = exitCodeOf('failed');
      }),
    );
  withExamples(check, 'models check', 'models check -o json');
}
