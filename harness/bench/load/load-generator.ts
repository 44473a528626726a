import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadAnswer, LoadResult, LoadSpec } from './load-spec.ts';

const ENTRY = new URL('../process/load.ts', import.meta.url);

export interface LoadGenerator extends Disposable {
  play(spec: LoadSpec): Promise<LoadResult>;
}

/** Starts the generator in its own process, so that its work is not counted as the server's. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(ENTRY, { execArgv: [], stdio: 'inherit' });
  return {
    async play(spec) {
      child.send(spec);
      const [answer] = (await once(child, 'message')) as [LoadAnswer];
      if (answer.kind === 'error') throw new Error(answer.message);
      return answer.result;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
