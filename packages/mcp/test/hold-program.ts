/** Connects to the program in the first argument, says so, and holds the connection until it is killed. */
import { systemClock } from '@everruns/kernel';
import { McpPool } from '../src/connection-pool.ts';
import { StdioLauncher } from '../src/stdio/stdio-launcher.ts';

const [server = '', file = ''] = process.argv.slice(2);
const program = { command: process.execPath, args: [server, 'spawns', file], env: { PATH: '/usr/bin:/bin' } };
const launcher = new StdioLauncher({
  programs: new Map([['held', program]]),
  clock: systemClock,
  onFailure: (_, complaint) => process.stderr.write(complaint),
});
const pool = new McpPool(systemClock);
const held = launcher.find('stdio:held');
if (held === null) throw new Error('There is no such program.');
await pool.use({ key: 'held', ...held }, (client) => client.list('tools'));
process.stdout.write('connected\n');
setInterval(() => undefined, 60_000);
