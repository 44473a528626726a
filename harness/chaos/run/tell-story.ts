import type { Violation } from '../oracle/violation.ts';
import type { Arena } from './arena.ts';
import type { SeedReport } from './run-seed.ts';

const MAX_VIOLATIONS = 20;
const MAX_SESSIONS = 2;
const MAX_LINES = 30;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Describes a violation to a person: the strikes and their times, the invariant, the turns that it names, and how to repeat it.
 */
export async function tellStory(arena: Arena, report: SeedReport): Promise<string> {
  const { seed, scenario, blows, violations } = report;
  const lines = [`seed ${seed}: ${scenario}`];
  lines.push(
    ...violations
      .slice(0, MAX_VIOLATIONS)
      .map(({ invariant, session_id, says }) => `  ${invariant} ${session_id}: ${says}`),
  );
  lines.push(...blows.map(({ at, name, says }) => `  ${at.toISOString().slice(11, 23)} struck: ${name}, ${says}`));
  const bySession = Map.groupBy(violations, ({ session_id }) => session_id);
  bySession.delete('');
  for (const [id, found] of [...bySession].slice(0, MAX_SESSIONS)) lines.push(...(await tellSession(arena, id, found)));
  for (const process of [...arena.controlPlanes, ...arena.workers]) {
    const warnings = process
      .output()
      .split('\n')
      .filter((line) => /"level":(40|50|60)/.test(line));
    lines.push(`  ${process.name} warned:`, ...warnings.slice(-8).map((line) => `    ${line.slice(0, 300)}`));
  }
  lines.push(`  again: pnpm chaos --runner ${arena.runner} --scenario ${scenario} --seed ${seed}`);
  return lines.join('\n');
}

/** Returns the events of the turns and around the sequences that the violations name, or the end of the log if they name none. */
async function tellSession(arena: Arena, id: string, found: readonly Violation[]): Promise<string[]> {
  const said = found.map(({ says }) => says).join(' ');
  const ids: readonly string[] = said.match(UUID) ?? [];
  const sequences = [...said.matchAll(/\((\d+)\)/g)].map(([, digits]) => Number(digits));
  const turns = await arena.query<{ id: string; line: string }>(
    `select id, concat_ws(' ', id, status, 'segment', segment, 'iteration', iteration, 'claimed', claimed_segment, claimed_by, error_code) as line
     from turns where session_id = $1 order by id`,
    [id],
  );
  const rows = await arena.query<{ line: string }>(
    `select to_char(ts at time zone 'UTC', 'HH24:MI:SS.MS') || ' ' || sequence || ' ' || type || ' ' || coalesce(left(turn_id::text, 13), '') || ' ' ||
       left(case type when 'input.message' then data -> 'message' -> 'content' ->> 0
         when 'input.message.queued' then data ->> 'policy' || ' ' || (data -> 'message' -> 'content' ->> 0)
         when 'turn.failed' then data ->> 'error_code' || ' ' || (data ->> 'error')
         when 'tool.completed' then data ->> 'name' || ' ' || (data -> 'result')::text else '' end, 120) as line
     from events where session_id = $1 and (cardinality($2::uuid[]) = 0 and cardinality($3::int[]) = 0 or turn_id = any($2::uuid[])
       or data::text like any (select '%' || unnest($2::text[]) || '%') or exists (select from unnest($3::int[]) n where abs(sequence - n) <= 3))
     order by sequence desc limit $4`,
    [id, ids, sequences, MAX_LINES],
  );
  const waits = await arena.query<{ line: string }>(
    `select concat_ws(' ', 'waits:', kind, id, 'of call', asked ->> 'tool_call_id', 'since', to_char(created_at at time zone 'UTC', 'HH24:MI:SS.MS')) as line
     from waits where session_id = $1 and status = 'open' order by id`,
    [id],
  );
  return [
    `  session ${id}`,
    ...turns.filter((turn) => ids.length === 0 || ids.includes(turn.id)).map(({ line }) => `    ${line}`),
    ...[...rows.toReversed(), ...waits].map(({ line }) => `    ${line}`),
  ];
}
