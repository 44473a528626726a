import { expect } from 'vitest';
import type { ApiClient } from '../dev/api-client.ts';
import type { Stack } from '../dev/stack.ts';
import type { Deed, Outside } from './outside.ts';
import { AFTER, BEFORE, FINDING, SHARED, STEPPED, type ToolInFlight } from './tools.ts';

/** What one call of a round came to. */
export interface Result {
  name: string;
  label: string;
  success: boolean;
  outcome_unknown?: boolean;
}

/** Everything that was reported as done is in the files once, and nothing else is. A person has saved once in each round. */
export async function judgeFiles(
  api: ApiClient,
  id: string,
  { tools, results, saved }: { tools: readonly ToolInFlight[]; results: readonly Result[]; saved: readonly string[] },
): Promise<void> {
  const { content } = await api.json<{ content: string }>('GET', `/v1/sessions/${id}/fs${SHARED}`);
  const lines = results.flatMap(({ name, label, success }) => {
    const line = tools.find((tool) => tool.name === name)?.line;
    return line !== undefined && success ? [line(label)] : [];
  });
  expect(content.trimEnd().split('\n').toSorted()).toEqual(['start', ...saved, ...lines].toSorted());
  for (const { name, label, success } of results) {
    const { file, edits, deletes } = tools.find((tool) => tool.name === name) ?? {};
    const read = async (path: string): Promise<string | null> => {
      const answer = await api.fetch('GET', `/v1/sessions/${id}/fs${path}`);
      return answer.ok ? ((await answer.json()) as { content: string }).content : null;
    };
    const isThere = async (path: string): Promise<boolean> => (await read(path)) !== null;
    if (file !== undefined) expect([name, label, await isThere(file(label))]).toEqual([name, label, success]);
    if (deletes !== undefined) expect([name, label, await isThere(deletes(label))]).toEqual([name, label, !success]);
    if (edits !== undefined) {
      expect([name, label, await read(edits(label))]).toEqual([name, label, success ? AFTER : BEFORE]);
    }
  }
  await judgeFindings(api, id, results);
}

/** Findings are numbered as they come, so their files are found by what they hold. */
async function judgeFindings(api: ApiClient, id: string, results: readonly Result[]): Promise<void> {
  const wanted = results.filter(({ name, success }) => name === 'save_finding' && success).map(({ label }) => label);
  const titles: string[] = [];
  for (let number = 1; number <= results.length + 1; number += 1) {
    const read = await api.fetch('GET', `/v1/sessions/${id}/fs/research/findings/${number}.json`);
    if (read.ok) titles.push(JSON.parse(((await read.json()) as { content: string }).content).title);
  }
  expect(titles.filter((title) => title !== FINDING).toSorted()).toEqual(wanted.toSorted());
}

/** Side effects by what their tools declare. */
export function judgeDeeds(
  tools: readonly ToolInFlight[],
  results: readonly Result[],
  { stack, outside }: { stack: Stack; outside: Outside },
): void {
  const deeds = [...outside.deeds, ...readLedger(stack)];
  for (const { name, label, success, outcome_unknown } of results) {
    const { deed, line } = tools.find((tool) => tool.name === name) ?? {};
    // Programs that write one file at the same time may be told to read it again.
    if (deed?.effect !== 'once' && line === undefined) expect([name, label, success]).toEqual([name, label, true]);
    if (deed === undefined) continue;
    const done = deeds.filter((one) => one.name === deed.name && one.label === label);
    const said = `${name} ${label}: ${done.length} deeds, ${success ? 'success' : 'no success'}`;
    if (success) expect(done.length, said).toBeGreaterThan(0);
    expect(new Set(done.map(({ key }) => key)).size, said).toBeLessThanOrEqual(1);
    if (deed.effect === 'idempotent') continue;
    expect(done.length, said).toBeLessThanOrEqual(1);
    expect(success || outcome_unknown === true, said).toBe(true);
  }
  judgeSteps(results, deeds);
}

/** A step that was recorded before the kill did not run again, and its call ended well each time. */
function judgeSteps(results: readonly Result[], deeds: readonly Deed[]): void {
  const shipped = results.filter(({ name }) => name === STEPPED);
  expect(shipped.filter(({ success }) => success)).toHaveLength(shipped.length);
  for (const step of ['reserve', 'pay']) expect(deeds.filter(({ name }) => name === step)).toHaveLength(shipped.length);
}

function readLedger(stack: Stack): Deed[] {
  return stack.simulator.effects().map(({ name, idempotency_key, body }) => {
    const { label } = body as { label: string };
    return { name, label, key: idempotency_key };
  });
}
