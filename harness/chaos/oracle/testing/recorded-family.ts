import { randomUUID } from 'node:crypto';

/** A session whose turn waited for a sub-agent, which has answered. */
export interface Family {
  parent: string;
  turn: string;
  call: string;
  wait: string;
  child: string;
  childTurn: string;
}

export function makeFamily(): Family {
  const [parent, turn, call, wait, child, childTurn] = [1, 2, 3, 4, 5, 6].map(() => randomUUID());
  return { parent, turn, call, wait, child, childTurn } as Family;
}

/** Writes the rows of a family, apart from its logs. `run` knows its ids by `$f`, `$g`, `$y`, `$k` and `$x`. */
export async function writeFamily(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`insert into sessions (org_id, id, agent_id, usage) values ($o, $f, $s, '{}')`);
  await run(`insert into sessions (org_id, id, agent_id, usage, parent_session_id, root_session_id, ancestors, parent_wait_id, child_number)
    values ($o, $k, $s, '{"input_tokens": 7}', $f, $f, array[$f::uuid], $y, 1)`);
  await run(`insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage, children_usage)
    values ($o, $g, $f, gen_random_uuid(), 'completed', 1, 10, 60000, '{}', '{"input_tokens": 7}'),
      ($o, $x, $k, gen_random_uuid(), 'completed', 1, 10, 60000, '{"input_tokens": 7}', null)`);
  await run(`insert into waits (org_id, id, session_id, root_session_id, agent_id, turn_id, iteration, ordinal, kind, status, subject,
      asked, resolution, created_at, expires_at, child_session_id, child_turn_id, child_ended_at)
    values ($o, $y, $f, $f, $s, $g, 1, 0, 'subagent', 'resolved', 'local',
      json_build_object('tool_call_id', $z::text, 'tool', 'task', 'arguments', '{}'::json),
      '{"decision": "answer"}', now(), now(), $k, $x, now())`);
}

export interface LoggedEvent {
  session: string;
  type: string;
  data: object;
  turn?: string;
}

export function logOf({ parent, turn, call, child, childTurn }: Family): LoggedEvent[] {
  const message = (content: object[]) => ({ message: { id: randomUUID(), content } });
  const asked = message([{ type: 'tool_call', id: call, name: 'task', arguments: {} }]);
  const ofParent: [type: string, data: object, isOfTurn: boolean][] = [
    ['session.started', {}, false],
    ['input.message', message([]), true],
    ['session.activated', {}, true],
    ['turn.started', {}, true],
    ['output.message.completed', asked, true],
    ['subagent.spawned', { session_id: child, turn_id: childTurn }, true],
    ['tool.completed', { tool_call_id: call, success: true }, true],
    ['subagent.completed', { session_id: child, turn_id: childTurn }, true],
    ['turn.completed', {}, true],
    ['session.idled', {}, false],
  ];
  const ofChild: typeof ofParent = [
    ['session.started', {}, false],
    ['input.message', message([]), true],
    ['session.activated', {}, true],
    ['turn.started', {}, true],
    ['llm.generation', { message_id: randomUUID(), usage: { input_tokens: 7 } }, true],
    ['output.message.completed', message([{ type: 'text', text: 'done' }]), true],
    ['turn.completed', {}, true],
    ['session.idled', {}, false],
  ];
  const place =
    (session: string, turnId: string) =>
    ([type, data, isOfTurn]: (typeof ofParent)[number]): LoggedEvent => ({
      session,
      type,
      data,
      ...(isOfTurn ? { turn: turnId } : {}),
    });
  return [...ofParent.map(place(parent, turn)), ...ofChild.map(place(child, childTurn))];
}
