import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const PACKAGES = [
  '@modelcontextprotocol/conformance@0.2.0-alpha.12',
  '@modelcontextprotocol/server-everything@2026.8.31',
];
const CACHE = path.join(
  process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'),
  'everruns',
  'mcp-conformance-1',
);

/** Installs the suite and the reference server once. Returns the path of a file in one of their packages. */
export function installKit(): (file: string) => string {
  const fileOf = (file: string): string => path.join(CACHE, 'node_modules', '@modelcontextprotocol', file);
  if (!existsSync(fileOf('server-everything/dist/index.js'))) {
    mkdirSync(CACHE, { recursive: true });
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', CACHE, ...PACKAGES], {
      stdio: 'pipe',
    });
  }
  return fileOf;
}
