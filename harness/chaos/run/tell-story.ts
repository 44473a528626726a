import type { Violation } from '../oracle/violation.ts';
import type { Arena } from './arena.ts';
import type { SeedReport } from './run-seed.ts';

const MAX_LINES = 120;

/** What a person needs to understand a violation: seed, strike, invariant, the session's log, and how to see it again. */
export async function tellStory(arena: Arena, report: SeedReport): Promise<string> {
  const { seed, strike, moment, violations } = report;
  const lines = [`seed ${seed}: ${strike}, ${moment}`];
  lines.push(
    ...violations.slice(0, 20).map(({ invariant, session_id, says }) => `  ${invariant} ${session_id}: ${says}`),
  );
  const sessions = [...new Set(violations.map((violation: Violation) => violation.session_id))].filter(
    (id) => id !== '',
  );
  for (const id of sessions.slice(0, 2)) lines.push(...(await tellSession(arena, id)));
  for (const process of [...arena.stack.controlPlanes, ...arena.stack.workers]) {
    lines.push(...process.crashes().map((crash) => `  ${crash}`));
    const warnings = process
      .output()
      .split('\n')
      .filter((line) => /"level":(40|50|60)/.test(line));
    lines.push(`  ${process.name} warned:`, ...warnings.slice(-8).map((line) => `    ${line.slice(0, 400)}`));
  }
  lines.push(`  again: pnpm chaos:kill --runner ${arena.runner} --seed ${seed} --strike ${strike}`);
  return lines.join('\n');
}

async function tellSession(arena: Arena, id: string): Promise<string[]> {
  const rows = await arena.query<{ line: string }>(
    `select to_char(ts, 'HH24:MI:SS.MS') || ' ' || sequence || ' ' || type || ' ' || coalesce(left(turn_id::text, 13), '') || ' ' ||
       left(case type when 'input.message' then data -> 'message' -> 'content' ->> 0
         when 'input.message.queued' then data ->> 'policy' || ' ' || (data -> 'message' -> 'content' ->> 0)
         when 'turn.failed' then data ->> 'error_code' || ' ' || (data ->> 'error')
         when 'tool.completed' then data ->> 'name' || ' ' || (data -> 'result')::text else '' end, 120) as line
     from events where session_id = $1 order by sequence desc limit $2`,
    [id, MAX_LINES],
  );
  const turns = await arena.query<{ line: string }>(
    `select concat_ws(' ', id, status, 'segment', segment, 'iteration', iteration, 'claimed', claimed_segment, claimed_by, error_code) as line
     from turns where session_id = $1 order by id`,
    [id],
  );
  return [
    `  session ${id}`,
    ...turns.map(({ line }) => `    ${line}`),
    ...rows.toReversed().map(({ line }) => `    ${line}`),
  ];
}
