import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LlmModel } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useStack } from '../e2e/shared-stack.ts';
import { folderOfRelease, hasPythonKits, KITS_PYTHON, SDK_RELEASES, type SdkRelease } from './python-environment.ts';
import { PYTHON_TABLE, type Outcome } from './python-table.ts';

const DRIVER = fileURLToPath(new URL('python_sdk.py', import.meta.url));
const Line = z.object({ method: z.string(), outcome: z.string(), detail: z.string().nullable() });

function expectedOf(release: SdkRelease): Record<string, Outcome> {
  const isOut = (since: SdkRelease) => SDK_RELEASES.indexOf(since) <= SDK_RELEASES.indexOf(release);
  const entries = PYTHON_TABLE.map(([method, ...outcomes]): [string, Outcome] => [
    method,
    outcomes.findLast(([since]) => isOut(since))?.[1] ?? 'absent',
  ]);
  return Object.fromEntries(entries);
}

async function callAll(
  release: SdkRelease,
  args: readonly string[],
  name: string = release,
): Promise<z.infer<typeof Line>[]> {
  const env = { PATH: process.env.PATH, PYTHONPATH: folderOfRelease(release), PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)(KITS_PYTHON, ['-W', 'ignore', DRIVER, ...args, name], { env });
  return stdout
    .trim()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)));
}

describe.skipIf(!hasPythonKits())('the original’s Python SDK', () => {
  const shared = useStack({ env: { INLINE_WAIT_MS: '500' } });

  it.each(SDK_RELEASES)('%s: every method does what the table says', async (release) => {
    const models = await shared.api.json<LlmModel[]>('GET', '/compat/v1/llm-models');
    const model = models.find(({ provider_type }) => provider_type === 'openai');
    const lines = await callAll(release, [shared.api.url('/compat'), 'evr_kit', model?.id ?? '']);
    const found = Object.fromEntries(lines.map(({ method, outcome }) => [method, outcome]));
    const details = lines.filter(({ method, outcome }) => expectedOf(release)[method] !== outcome);
    expect(found, JSON.stringify(details, null, 2)).toEqual(expectedOf(release));
  });

  it('0.3.1 works under /api too', async () => {
    const models = await shared.api.json<LlmModel[]>('GET', '/api/v1/llm-models');
    const model = models.find(({ provider_type }) => provider_type === 'openai');
    const lines = await callAll('0.3.1', [shared.api.url('/api'), 'evr_kit', model?.id ?? ''], 'api');
    expect(lines.filter(({ method, outcome }) => expectedOf('0.3.1')[method] !== outcome)).toEqual([]);
  });
});
