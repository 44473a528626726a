import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from '../measure/write-results.ts';
import { format, printCells } from '../measure/print-table.ts';
import { joinResults } from './join-results.ts';

export interface CompareOptions {
  /** A branch, tag or commit. */
  ref: string;
  names: readonly string[];
  rounds: number;
  minutes: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Runs the same benchmarks on this tree and on the product of another commit, both with this tree's harness, in the order
 * this, other, other, this. Prints the medians of both and their ratio.
 */
export async function compareTrees(options: CompareOptions): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'everruns-compare-'));
  // When this runs as root, PostgreSQL runs under another account, which must reach its programs in this folder.
  chmodSync(folder, 0o755);
  const other = path.join(folder, 'tree');
  try {
    run('git', ['worktree', 'add', '--detach', other, options.ref], ROOT);
    for (const name of ['bench', 'dev', 'llm-simulator']) {
      rmSync(path.join(other, 'harness', name), { recursive: true, force: true });
      cpSync(path.join(ROOT, 'harness', name), path.join(other, 'harness', name), { recursive: true });
    }
    run('npx', ['-y', pinnedPnpm(), 'install', '--prefer-offline', '--no-frozen-lockfile'], other);
    const runs = [ROOT, other, other, ROOT].map((tree, index) => ({
      isOther: tree === other,
      results: benchTree(tree, path.join(folder, `${index}.json`), options),
    }));
    const rows = joinResults(runs);
    const cells = rows.map((row) => [
      `${row.benchmark}: ${row.name}`,
      `${format(row.here)} ${row.unit}`,
      format(row.there),
      (row.here / row.there).toFixed(2),
    ]);
    printCells(`this tree against ${options.ref}`, [['', 'this', options.ref, 'this / other'], ...cells]);
  } finally {
    spawnSync('git', ['worktree', 'remove', '--force', other], { cwd: ROOT });
    rmSync(folder, { recursive: true, force: true });
  }
}

function benchTree(tree: string, file: string, { names, rounds, minutes }: CompareOptions): BenchResult[] {
  const half = String(Math.max(1, Math.ceil(rounds / 2)));
  const args = [...names, '--rounds', half, '--minutes', String(minutes), '--json', file];
  run(process.execPath, ['harness/bench/main.ts', ...args], tree);
  return JSON.parse(readFileSync(file, 'utf8')) as BenchResult[];
}

function pinnedPnpm(): string {
  const { packageManager } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  return packageManager;
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status} in ${cwd}`);
}
