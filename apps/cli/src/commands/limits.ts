import { OrganizationId, OrganizationLimitName } from '@everruns/schemas';
import type { OrganizationLimit } from '@everruns/sdk';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli } from '../client/connect.ts';
import { formatTable } from '../terminal/format-table.ts';
import { take, withExamples } from './with-examples.ts';

const MAX_LIMITS = 100;
const NAMES = OrganizationLimitName.options;

export function addLimitCommands(program: Command, cli: Cli): void {
  const limits = program.command('limits').description('limits of organizations, and how much of each is used');
  withExamples(limits, 'limits list');
  const list = limits
    .command('list')
    .description('list the limits of the organization and their use')
    .action((_: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.limits.list(), MAX_LIMITS);
        printer.show(found, () => formatLimits(found));
      }),
    );
  withExamples(list, 'limits list', 'limits list -o json');
  const set = limits
    .command('set')
    .argument(`<${NAMES.join('|')}>`)
    .argument('<value>')
    .requiredOption('--organization <id>', 'the organization')
    .description('set a limit of one organization (DATABASE_URL, or the data folder)')
    .action((name: string, value: string, { organization }: { organization: string }) =>
      change(cli, { name, value: toValue(value), organization }),
    );
  withExamples(set, 'limits set streams 20000 --organization 0194f7a0-0000-7000-8000-000000000001');
  const reset = limits
    .command('reset')
    .argument(`<${NAMES.join('|')}>`)
    .requiredOption('--organization <id>', 'the organization')
    .description('give an organization the default of a limit again (DATABASE_URL, or the data folder)')
    .action((name: string, { organization }: { organization: string }) =>
      change(cli, { name, value: null, organization }),
    );
  withExamples(reset, 'limits reset streams --organization 0194f7a0-0000-7000-8000-000000000001');
}

function toValue(text: string): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw new CliError('The value must be a whole number.', 'usage');
  return value;
}

async function change(
  { env, terminal }: Cli,
  input: { name: string; value: number | null; organization: string },
): Promise<void> {
  const name = OrganizationLimitName.safeParse(input.name);
  if (!name.success) throw new CliError(`${input.name} is no limit: name one of ${NAMES.join(', ')}.`, 'usage');
  const organization = OrganizationId.safeParse(input.organization);
  if (!organization.success) throw new CliError('The organization must be an id.', 'usage');
  const { setLimit } = await import('@everruns/control-plane');
  const { withOperatorDatabase } = await import('../data-folder/operator-database.ts');
  const { value } = input;
  await withOperatorDatabase(env, terminal.print, (databaseUrl) =>
    setLimit({ databaseUrl, organizationId: organization.data, name: name.data, value }),
  );
  terminal.print(value === null ? `${name.data} has its default again.` : `${name.data} is ${value} now.`);
}

function formatLimits(limits: readonly OrganizationLimit[]): string {
  const rows = limits.map(({ name, use, limit, counts }) => [
    name,
    String(use),
    limit === null ? 'none' : String(limit),
    counts,
  ]);
  return formatTable(['NAME', 'USE', 'LIMIT', 'COUNTS'], rows);
}
