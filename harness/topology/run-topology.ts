import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = path.join(import.meta.dirname, 'main.ts');

/** Runs `pnpm topology`. `isReady` is resolved when its addresses are printed. */
export function runTopology(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = Promise.withResolvers<void>();
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (output.includes('  traces ')) printed.resolve();
  });
  const errors = text(child.stderr);
  const closed = once(child, 'close');
  void closed.then(async () => printed.reject(new Error(`It ended:\n${output}${await errors}`)));
  printed.promise.catch(() => undefined);
  return {
    child,
    isReady: printed.promise,
    async ends() {
      await closed;
      return { code: child.exitCode, output: `${output}${await errors}` };
    },
  };
}
