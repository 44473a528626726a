import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const repository = path.resolve(import.meta.dirname, '../..');

export interface Ran {
  stdout: string;
  stderr: string;
}

/** Runs a program of this repository's tools. Rejects with its output when it fails. */
export async function runTool(program: string, args: readonly string[], cwd: string): Promise<Ran> {
  const bin = path.join(repository, 'node_modules/.bin');
  // The registry's name in messages, colors and update notices are no part of what tests read.
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`, NO_COLOR: '1' };
  try {
    return await promisify(execFile)(program, args, { cwd, env, maxBuffer: 50_000_000 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as Partial<Ran>;
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/** Builds a package of this repository and packs it as it is published. Returns the tarball's path. */
export async function packPackage(folder: string, destination: string): Promise<string> {
  const args = ['-y', 'pnpm@12.21.0', 'pack', '--json', '--pack-destination', destination];
  const { stdout } = await runTool('npx', args, path.join(repository, folder));
  // The build prints before it.
  const { filename } = JSON.parse(stdout.slice(stdout.indexOf('\n{') + 1)) as { filename: string };
  return path.resolve(destination, filename);
}
