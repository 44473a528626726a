import { access } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ensureTemporalServer } from '../dev/temporal-binaries.ts';
import { runTopology } from './run-topology.ts';

const PATIENCE_MS = 400_000;

/** The addresses that are printed and still answer, and the folder of the traces if it is there. */
async function findLeftovers(output: string): Promise<string[]> {
  const urls = [...new Set(output.match(/http:\/\/127\.0\.0\.1:\d+/g))];
  const answering = await Promise.all(
    urls.map((url) =>
      fetch(url).then(
        () => [url],
        () => [],
      ),
    ),
  );
  const [, folder = ''] = /(\S+)\/traces\.jsonl/.exec(output) ?? [];
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  return [...answering.flat(), ...(isThere ? [folder] : [])];
}

// `pnpm kits` says why they are skipped.
const hasTemporal = await ensureTemporalServer().then(
  () => true,
  () => false,
);

describe.skipIf(!hasTemporal)('pnpm topology', () => {
  it(
    'a rolling restart of every process under load loses, doubles and leaves nothing',
    async () => {
      const { code, output } = await runTopology(
        '--drill',
        'rolling-restart',
        '--sessions',
        '8',
        '--turns',
        '8',
      ).ends();
      console.log(output);
      expect(output).toContain('Nothing was lost, doubled or stuck.');
      expect(code).toBe(0);
      // Where the proxy asks for readiness, no request meets a closed port, and none is refused.
      expect(output).toMatch(/answers to posts: \d+ × 201/);
      expect(await findLeftovers(output)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'Ctrl-C stops everything that `pnpm topology` started',
    async () => {
      const small = ['--no-ui', '--control-planes', '1', '--workers', '1', '--proxy', 'node'];
      const running = runTopology(...small);
      await running.isReady;
      running.child.kill('SIGINT');
      const { code, output } = await running.ends();
      expect(code).toBe(0);
      expect(await findLeftovers(output)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
