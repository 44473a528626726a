// `pnpm dev`: the platform as `npm start` runs it, and the UI with live reload at http://localhost:9100.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root, toolEnvironment } from './steps.js';

const everruns = path.join(root, 'apps/cli/bin/everruns.js');
const ui = path.join(root, 'apps/ui/src/server/serve.ts');
const env = { ...process.env, PATH: toolEnvironment().PATH, NEXT_TELEMETRY_DISABLED: '1' };
const children = [
  spawn('node', [everruns, 'dev', '--no-ui', ...process.argv.slice(2)], { env, stdio: 'inherit' }),
  spawn('node', [ui, '.', '127.0.0.1', '9100', 'dev'], {
    env,
    stdio: 'inherit',
    cwd: path.join(root, 'apps/ui'),
  }),
];
// Ctrl-C reaches all three; whichever ends first takes the other with it.
process.on('SIGINT', () => undefined);
await Promise.race(children.map((child) => once(child, 'exit')));
for (const child of children) child.kill('SIGTERM');
