import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';

/** Runs a program in this one's place, with the programs of the folder `bin` first on its PATH. */
export function runProgram(program, programArgs, bin) {
  // In a process group of its own the child hears Ctrl-C from us only: the terminal tells us, and npm tells us again.
  const child = spawn(program, programArgs, {
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  let passedOnAt = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (performance.now() - passedOnAt < 500) return;
      passedOnAt = performance.now();
      child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal];
  });
}
