import type { SessionSelection, UpdateViewRequest, View } from '@everruns/sdk';
import { Option, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { findView } from '../client/find-view.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import { addSelection, toSelection, type SelectionOptions } from './session-selection.ts';
import { take, toCount, withExamples } from './with-examples.ts';

export function addViewCommands(program: Command, cli: Cli): void {
  const views = program.command('views').description('filters of the list of sessions, saved under a name');
  withExamples(views, 'views list', 'views create "Failed invoices" --outcome failed --search invoice');
  addList(views, cli);
  addCreate(views, cli);
  addUpdate(views, cli);
  addDelete(views, cli);
}

function addList(views: Command, cli: Cli): void {
  const list = views
    .command('list')
    .description('list your views and those that are shared, newest first')
    .option('-n, --limit <count>', 'at most so many', toCount, 100)
    .action(({ limit }: { limit: number }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.views.list({ limit: Math.min(limit, 100) }), limit);
        printer.show(found, () => formatViews(found));
      }),
    );
  withExamples(list, 'views list', 'views list -o json');
}

function addCreate(views: Command, cli: Cli): void {
  const create = addSelection(
    views.command('create').argument('<name>', 'what it is called').description('save a filter under a name'),
  )
    .option('--shared', 'all members see it')
    .action((name: string, { shared = false, ...options }: SelectionOptions & { shared?: boolean }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const filter = await toSelection(api, options);
        const view = await api.views.create({ name, filter, is_shared: shared });
        printer.show(view, () => view.id);
      }),
    );
  withExamples(create, 'views create "Failed invoices" --outcome failed --search invoice --shared');
}

interface UpdateOptions extends SelectionOptions {
  name?: string;
  readers?: 'all' | 'me';
}

function addUpdate(views: Command, cli: Cli): void {
  const update = addSelection(
    views
      .command('update')
      .argument('<view>', 'its id or name')
      .description('change the name, the readers or the filter of a view; a filter is replaced as a whole'),
  )
    .option('--name <name>', 'another name')
    .addOption(new Option('--readers <readers>', 'who sees it').choices(['all', 'me']))
    .action((given: string, { name, readers, ...options }: UpdateOptions, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { id } = await findView(api, given);
        const filter = await toSelection(api, options);
        const patch: UpdateViewRequest = {
          ...(name !== undefined && { name }),
          ...(readers !== undefined && { is_shared: readers === 'all' }),
          ...(Object.keys(filter).length > 0 && { filter }),
        };
        const view = await api.views.update(id, patch);
        printer.show(view, () => formatViews([view]));
      }),
    );
  withExamples(
    update,
    'views update "Failed invoices" --name "Failed this year" --readers all',
    'views update "Failed invoices" --outcome failed --min-cost 0.5',
  );
}

function addDelete(views: Command, cli: Cli): void {
  const remove = views
    .command('delete')
    .argument('<view>', 'its id or name')
    .option('-y, --yes', 'without asking')
    .description('delete a view; the sessions stay')
    .action((given: string, { yes }: { yes?: boolean }, command: Command) =>
      withServer(cli, command, async ({ api, terminal }) => {
        const { id, name } = await findView(api, given);
        if (yes !== true && !(await askConsent(terminal, `Delete the view ${cleanLine(name)}`))) return;
        await api.views.delete(id);
        terminal.note('It is deleted.');
      }),
    );
  withExamples(remove, 'views delete "Failed invoices" --yes');
}

function formatViews(views: readonly View[]): string {
  if (views.length === 0) return 'There is no view.';
  const rows = views.map(({ id, name, is_shared, filter }) => [
    id,
    name,
    is_shared ? 'all' : 'you',
    formatFilter(filter),
  ]);
  return formatTable(['ID', 'NAME', 'READERS', 'FILTER'], rows);
}

/** `outcome=failed search=invoice`. */
function formatFilter(filter: SessionSelection): string {
  return Object.entries(filter)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
