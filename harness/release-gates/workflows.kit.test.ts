import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goToolPath, hasGoTools } from './go-tools.ts';
import { listWorkflows, repository } from './workflow-files.ts';

/** Without shellcheck and pyflakes, which some machines have and others have not. */
const ARGS = ['-no-color', '-shellcheck=', '-pyflakes='];

function runActionlint(files: readonly string[]) {
  const { status, stdout } = spawnSync(goToolPath('actionlint'), [...ARGS, ...files], {
    cwd: repository,
    encoding: 'utf8',
  });
  return { status, stdout };
}

// `pnpm kits` prints why these are skipped: it reports the missing Go.
describe.skipIf(!hasGoTools())('the workflows of GitHub Actions', () => {
  it('pass actionlint', () => {
    expect(runActionlint(listWorkflows().map(({ file }) => file))).toEqual({ status: 0, stdout: '' });
  });

  it('actionlint refuses a workflow that waits for a job that does not exist', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'everruns-actionlint-'));
    try {
      const file = path.join(folder, 'broken.yml');
      const job = '  one:\n    needs: two\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo one\n';
      await writeFile(file, `name: broken\non: push\njobs:\n${job}`);
      const { status, stdout } = runActionlint([file]);
      expect(status).toBe(1);
      expect(stdout).toContain('needs job "two" which does not exist');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
