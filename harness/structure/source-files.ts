import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Files of the repository, tracked or new, that git does not ignore; paths relative to the root. */
export function listFiles(...patterns: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const files = execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).split('\n');
  return files.filter((file) => file !== '' && existsSync(path.join(repositoryRoot, file)));
}

export function readSource(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), 'utf8');
}
