import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The Go modules that the gates run, by the name of their program. */
const MODULES = {
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  oasdiff: 'github.com/oasdiff/oasdiff@v1.38.0',
} as const;
type GoTool = keyof typeof MODULES;

const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'everruns', 'go-tools');

/** Returns the path of a program, which exists once it has been installed. */
export function goToolPath(tool: GoTool): string {
  const version = MODULES[tool].split('@')[1] ?? '';
  return path.join(CACHE, `${tool}-${version}`, tool);
}

/** Whether all programs are installed. */
export function hasGoTools(): boolean {
  return listTools().every((tool) => existsSync(goToolPath(tool)));
}

/** Builds the programs that are missing. Returns null, or the reason why that was impossible. */
export function installGoTools(): string | null {
  for (const tool of listTools().filter((each) => !existsSync(goToolPath(each)))) {
    const folder = path.dirname(goToolPath(tool));
    mkdirSync(folder, { recursive: true });
    const env = { ...process.env, GOBIN: folder };
    const { status, error, stderr } = spawnSync('go', ['install', MODULES[tool]], { encoding: 'utf8', env });
    if (status !== 0) return error?.message ?? (stderr.trim().split('\n').at(-1) || `go install ${tool} failed`);
  }
  return null;
}

function listTools(): GoTool[] {
  return Object.keys(MODULES) as GoTool[];
}
