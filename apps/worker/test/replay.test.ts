import { readFileSync, readdirSync } from 'node:fs';
import { Worker } from '@temporalio/worker';
import { beforeAll, expect, it } from 'vitest';
import { loadWorkflowBundle } from '../src/temporal/bundle.ts';
import { installTemporalRuntime } from '../src/temporal/runtime.ts';

const FOLDER = new URL('histories/', import.meta.url);
const HISTORIES = readdirSync(FOLDER);
let workflowBundle: Awaited<ReturnType<typeof loadWorkflowBundle>>;

beforeAll(async () => {
  installTemporalRuntime({ warn: () => {}, error: () => {} });
  workflowBundle = await loadWorkflowBundle();
}, 60_000);

function readHistory(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

it.each(HISTORIES)('a turn that ran as %s can go on with the code of today', async (name) => {
  await Worker.runReplayHistory({ workflowBundle }, JSON.parse(readHistory(name)));
});

it('the recordings would notice an activity under another name', async () => {
  const renamed = readHistory('0.1-two-tools.json').replaceAll('"reason"', '"think"');
  expect(renamed).toContain('"think"');
  await expect(Worker.runReplayHistory({ workflowBundle }, JSON.parse(renamed))).rejects.toThrow();
});

it('the recordings carry the flags without which a replay proves nothing', () => {
  for (const name of HISTORIES) expect(readHistory(name)).toContain('coreUsedFlags');
});
