import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { runTool } from '../packaging/pack-package.ts';

/** The versions of Node that the SDK is tested with, beside the one that runs the tests. */
const OLDER = ['20.20.2', '22.23.3'];

const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'everruns', 'nodes');

export interface TestedNode {
  version: string;
  program: string;
}

/** The Nodes that the SDK is tested with, of which those of npm may still have to be installed. npm has them for Linux. */
export function listNodes(): TestedNode[] {
  const older = process.platform === 'linux' ? OLDER : [];
  return [
    ...older.map((version) => ({
      version,
      program: path.join(folderOf(version), 'node_modules', packageName(), 'bin/node'),
    })),
    { version: process.versions.node, program: process.execPath },
  ];
}

/** Installs a Node from npm, once. */
export async function installNode({ version, program }: TestedNode): Promise<void> {
  if (existsSync(program)) return;
  const unfinished = `${folderOf(version)}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const flags = ['--prefix', unfinished, '--no-audit', '--no-fund', '--no-save'];
  await runTool('npm', ['install', ...flags, `${packageName()}@${version}`], unfinished);
  await rename(unfinished, folderOf(version));
}

function packageName(): string {
  return `node-linux-${process.arch}`;
}

function folderOf(version: string): string {
  return path.join(CACHE, version);
}
