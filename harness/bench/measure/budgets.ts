import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Work = z.object({ statements: z.int(), writing_commits: z.int() });

const Budgets = z.object({
  one_tool_turn: Work,
  further_round: Work,
  one_immediate_call_turn: Work,
  further_immediate_round: Work,
  fresh_one_tool_turn: Work,
  wire_one_tool_turn: z.object({ rows: z.int(), bytes: z.int() }),
  temporal_one_tool_turn: Work.pick({ writing_commits: true }),
  temporal_one_immediate_call_turn: Work.pick({ writing_commits: true }),
  idle_statements_per_second: z.int(),
  later_step_context_bytes: z.int(),
  /** Rows that are inserted: of the log, the turn, its steps and stored answers. */
  stored_rows: z.object({ one_tool_turn: z.int(), one_immediate_call_turn: z.int() }),
  stored_bytes_per_one_tool_turn: z.int(),
  delta_frame_bytes: z.int(),
});

/** The database work that a turn may cost, from `budgets.json`. BEGIN and COMMIT do not count as statements here. */
export const budgets = Budgets.parse(JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8')));
