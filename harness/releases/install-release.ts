import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HERE = import.meta.dirname;

/**
 * Puts the sources of a commit, with the packages that its command needs, into our cache, and returns its command `everruns`. Null: this
 * clone does not have the commit, and the reason was printed.
 */
export async function installRelease(commit: string): Promise<URL | null> {
  const folder = path.join(homedir(), '.cache/everruns', `release-${commit}`);
  const everruns = pathToFileURL(path.join(folder, 'apps/cli/bin/everruns.js'));
  const stamp = path.join(folder, 'node_modules/.installed');
  if (existsSync(stamp)) return everruns;
  const hasCommit = await run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: HERE }).then(
    () => true,
    () => false,
  );
  if (!hasCommit) {
    console.log(`This clone does not have the commit ${commit}: git fetch --unshallow.`);
    return null;
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const archive = path.join(folder, 'sources.tar');
  const { stdout } = await run('git', ['rev-parse', '--show-toplevel'], { cwd: HERE });
  await run('git', ['archive', `--output=${archive}`, commit], { cwd: stdout.trim() });
  await run('tar', ['--extract', `--file=${archive}`, `--directory=${folder}`]);
  await rm(archive);
  const filter = ['--prod', '--filter', '@everruns/cli...'];
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', ...filter], {
    cwd: folder,
    env: { ...process.env, CI: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  await writeFile(stamp, '');
  return everruns;
}
