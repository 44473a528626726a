import type { Device } from '@everruns/sdk';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli, type Connection } from '../client/connect.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import { take, toCount, withExamples } from './with-examples.ts';

const EXAMPLE_ID = '0194f7a0-0000-7000-8000-0000000000d1';
/** How many devices are looked through for a name. */
const MOST_DEVICES = 10_000;

export function addDeviceCommands(program: Command, cli: Cli): void {
  const devices = program.command('devices').description('programs that execute tools over a WebSocket');
  withExamples(devices, 'devices list', 'devices forget laptop');
  const list = devices
    .command('list')
    .description('list devices, newest first: whether each is there, and what it can execute')
    .option('-n, --limit <count>', 'at most so many', toCount, 20)
    .action(({ limit }: { limit: number }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.devices.list({ limit: Math.min(limit, 100) }), limit);
        printer.show(found, () => formatDevices(found));
      }),
    );
  withExamples(list, 'devices list', 'devices list --limit 100 -o json');
  const forget = devices
    .command('forget')
    .argument('<device>', 'its id, or the name that it gives itself')
    .option('-y, --yes', 'without asking')
    .description('delete a device with its secret; its socket is closed');
  forget.action((given: string, { yes }: { yes?: boolean }) =>
    withServer(cli, forget, async ({ api, terminal }) => {
      const { id, device_id, subject } = await findDevice(api, given);
      const question = `Forget the device ${cleanLine(device_id)} of ${cleanLine(subject)}`;
      if (yes !== true && !(await askConsent(terminal, question))) return;
      await api.devices.delete(id);
      terminal.note('It is forgotten.');
    }),
  );
  withExamples(forget, 'devices forget laptop', `devices forget ${EXAMPLE_ID} --yes`);
}

/** Throws `CliError` if there is no such device, and if several subjects have one with this name. */
async function findDevice(api: Connection['api'], given: string): Promise<Device> {
  const all = await take(api.devices.list({ limit: 100 }), MOST_DEVICES);
  const found = all.filter(({ id, device_id }) => id === given || device_id === given);
  const [device] = found;
  if (device === undefined) throw new CliError(`There is no device ${cleanLine(given)}.`, 'not_found');
  if (found.length === 1) return device;
  const owners = found.map(({ id, subject }) => `${id} of ${cleanLine(subject)}`).join(', ');
  throw new CliError(`Several devices have this name: ${owners}. Give the id.`, 'conflict');
}

function formatDevices(devices: readonly Device[]): string {
  if (devices.length === 0) return 'There is no device.';
  const rows = devices.map(({ id, device_id, subject, is_connected, tools, seen_at }) => [
    id,
    device_id,
    subject,
    is_connected ? 'connected' : 'away',
    tools.join(', '),
    seen_at,
  ]);
  return formatTable(['ID', 'DEVICE', 'SUBJECT', 'STATE', 'TOOLS', 'SEEN'], rows);
}
