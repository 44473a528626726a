import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the tracked and new files that git does not ignore, with paths relative to the root of the repository. */
export function listFiles(...patterns: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const files = execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).split('\n');
  return files.filter((file) => file !== '' && existsSync(path.join(repositoryRoot, file)));
}

export function readSource(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), 'utf8');
}
