import type { DecisionEntry, Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I13, from the people's side: one decision of a wait is accepted, and whoever comes later is told which one. */
export function checkDecisions({ decisions, waits }: Evidence): Violation[] {
  const stored = new Map(waits.map((wait) => [wait.id, wait.resolution?.decision ?? wait.status]));
  return [...Map.groupBy(decisions, ({ wait_id }) => wait_id)].flatMap(([wait_id, tries]): Violation[] => {
    const accepted = tries.filter(({ status }) => status === 200);
    const keys = new Set(accepted.map(({ key }) => key));
    const found: string[] = [];
    if (keys.size > 1) found.push(`was decided ${keys.size} times`);
    const decided = stored.get(wait_id);
    for (const { decision } of accepted)
      if (decision !== decided) found.push(`is ${decided}, and was accepted as ${decision}`);
    for (const told of tries.map(readRefusal))
      if (told !== null && told !== decided) found.push(`is ${decided}, and was told as ${told}`);
    return found.map((says) => ({
      invariant: 'I13',
      session_id: tries[0]?.session_id ?? '',
      says: `wait ${wait_id} ${says}`,
    }));
  });
}

/** What somebody who came too late was told; null if it is another answer. */
function readRefusal({ status, body }: DecisionEntry): string | null {
  if (status !== 409) return null;
  const problem: { code?: string; errors?: { path: string; message: string }[] } = JSON.parse(body);
  if (problem.code !== 'already_resolved') return null;
  return problem.errors?.find(({ path }) => path === 'decision')?.message ?? 'nothing';
}
