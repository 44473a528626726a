import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { startStack } from '../../dev/stack.ts';
import { CLI_COMMANDS, type CliCommand } from './commands.ts';

const VERSION = '0.50.1';
const HOME = path.join(homedir(), '.cache', 'everruns', `everruns-cli-${VERSION}`);
const CLI = path.join(HOME, 'bin', 'everruns');

// Runs every command of the table with the original's newest CLI, which cargo builds at the first run: minutes.
if (!existsSync(CLI)) {
  const args = ['install', 'everruns-cli', '--version', VERSION, '--locked', '--root', HOME];
  const { status } = spawnSync('cargo', args, { stdio: 'inherit' });
  if (status !== 0)
    throw new Error(`everruns-cli ${VERSION} could not be built; cargo with Rust 1.94 or later is needed.`);
}

await using stack = await startStack({ runner: 'local' });
const kept = new Map<string, string>();
const faults: string[] = [];
for (const command of CLI_COMMANDS) faults.push(...(await play(command)));
for (const fault of faults) console.log(fault);
console.log(`${CLI_COMMANDS.length} commands, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function play({ args, exit = 0, says, keepsId }: CliCommand): Promise<string[]> {
  const filled = args.map((arg) => arg.replaceAll(/\{(\w+)\}/g, (whole, name: string) => kept.get(name) ?? whole));
  const { status, stdout, stderr } = await runCli(filled);
  const said = exit === 0 ? stdout : stderr;
  if (status !== exit || !says.test(said)) return [`everruns ${filled.join(' ')}: exit ${status}\n${stdout}${stderr}`];
  if (keepsId !== undefined) kept.set(keepsId, z.looseObject({ id: z.string() }).parse(JSON.parse(stdout)).id);
  return [];
}

/** The simulated provider answers in this process, so the command must not hold its event loop. */
function runCli(args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const env = {
    PATH: process.env.PATH,
    HOME: tmpdir(),
    EVERRUNS_API_URL: `${stack.urls[0]}/compat`,
    EVERRUNS_API_KEY: 'evr_kit',
  };
  return new Promise((resolve) => {
    const child = execFile(CLI, args, { timeout: 90_000, env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}
