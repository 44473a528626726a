import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { installKit } from './install-kit.ts';
import { FAILING, PASSING } from './scenarios.ts';

const TIMEOUT_MS = 120_000;
const CLIENT = path.join(import.meta.dirname, 'client-under-test.ts');
const run = promisify(execFile);

let suite: string;
beforeAll(() => {
  const fileOf = installKit();
  const { bin } = JSON.parse(readFileSync(fileOf('conformance/package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  suite = fileOf(path.join('conformance', bin['conformance'] ?? ''));
}, TIMEOUT_MS);

/** Whether the suite has run checks of the scenario and all of them passed. */
async function play(scenario: string, revision: string): Promise<{ hasPassed: boolean; said: string }> {
  const args = [
    suite,
    'client',
    '--command',
    `${process.execPath} ${CLIENT}`,
    '--scenario',
    scenario,
    '--spec-version',
    revision,
  ];
  const { stdout, stderr } = await run(process.execPath, args, { maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  const said = `${stdout}${stderr}`;
  return { hasPassed: /Passed: ([1-9]\d*)\/\1, 0 failed/.test(said), said: said.slice(-4_000) };
}

describe('the conformance suite of the Model Context Protocol', { timeout: TIMEOUT_MS }, () => {
  it.each(PASSING)('passes %s of %s', async (scenario, revision) => {
    const { hasPassed, said } = await play(scenario, revision);
    expect(hasPassed, said).toBe(true);
  });

  it.each(FAILING)('does not pass %s of %s: %s', async (scenario, revision) => {
    expect((await play(scenario, revision)).hasPassed).toBe(false);
  });
});
