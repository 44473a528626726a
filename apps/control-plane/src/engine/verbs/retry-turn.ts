import { EverrunsError, type MessageId, type SessionId, type Turn, type TurnId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { takeSlot } from '../decide/start-turn.ts';
import { addTurn } from '../decide/turn-state.ts';
import { versionOfTurn } from '../decide/version-of-turn.ts';
import type { SessionRows, TurnState } from '../state/rows.ts';
import { toTurn } from '../state/to-turn.ts';
import { MESSAGE_COLUMNS, toMessages, type MessageRow } from '../statements/load.ts';
import { findLockedTurn } from '../statements/lock.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';

export interface RetryTurnInput {
  session_id: SessionId;
  turn_id: TurnId;
  idempotency: IdempotencyRequest | null;
}

/**
 * Answers the message of a failed or canceled turn again, in a new turn and without a second message. Steps that ended with tool results stay
 * part of the conversation; an answer that the turn ended with is excluded from what models read. Throws `not_found`, `session_busy`,
 * `agent_archived`, and `conflict` for a turn that was completed or is not the last one of its session.
 */
export function retryTurn(deps: EngineDeps, ctx: RequestContext, input: RetryTurnInput): Promise<Turn> {
  return idempotentTransact(deps, { ctx, ...input, status: 201 }, async (tx, { session, agent }) => {
    const found = await findLockedTurn(tx, input.turn_id);
    if (found === null || found.session.id !== session.id) throw notFound('turn');
    await assertRetryable(tx, { session, agent }, found.turn);
    const change = newChange(deps, session);
    change.agent = agent;
    for (const { id, sequence } of await findLastAnswers(tx, found.turn)) {
      const data = { message_id: id, sequences: [sequence], by: ctx.principal };
      change.append({ type: 'message.excluded', data });
    }
    const turn = addTurn(change, {
      id: deps.newId() as TurnId,
      input_message_id: found.turn.input_message_id,
      agent_version: versionOfTurn({ session, agent }),
      controls: found.turn.controls ?? undefined,
      limits: agent.limits,
    });
    const context = { turn_id: turn.id, input_message_id: turn.input_message_id };
    const retried = { turn_id: turn.id, retried_turn_id: found.turn.id, message_id: turn.input_message_id };
    change.append({ type: 'turn.retried', data: retried }, context);
    takeSlot(change, turn);
    return { result: toTurn(turn), change };
  });
}

const LAST_TURN =
  'select id from turns where org_id = $1 and session_id = $2 order by created_at desc, id desc limit 1';

async function assertRetryable(tx: Tx, { session, agent }: SessionRows, turn: TurnState): Promise<void> {
  if (session.active_turn_id !== null)
    throw new EverrunsError('session_busy', 'A turn is running or waiting. Try again when it has ended, or cancel it.');
  if (agent.status === 'archived')
    throw new EverrunsError('agent_archived', 'This session’s agent is archived. Make it active again first.');
  if (turn.status !== 'failed' && turn.status !== 'canceled')
    throw new EverrunsError(
      'conflict',
      'Only a failed or canceled turn can be tried again. Send a new message instead.',
    );
  const [last] = await runSql<{ id: string }>(tx, LAST_TURN, [session.org_id, session.id]);
  if (last?.id !== turn.id)
    throw new EverrunsError(
      'conflict',
      'The conversation has gone on since this turn. Send its message again instead.',
    );
}

const ANSWERS = `select ${MESSAGE_COLUMNS} from events
  where org_id = $1 and session_id = $2 and chunk_turn_id = $3 and turn_id = $3 and type in ('output.message.completed', 'tool.completed')
  order by sequence`;

/** The agent's messages without calls that came after the last tool result: a failure's text, or an answer that was not accepted. */
async function findLastAnswers(tx: Tx, turn: TurnState): Promise<{ id: MessageId; sequence: number }[]> {
  const rows = await runSql<MessageRow>(tx, ANSWERS, [turn.org_id, turn.session_id, turn.id]);
  const afterResults = rows.slice(rows.findLastIndex(({ type }) => type === 'tool.completed') + 1);
  return toMessages(turn.session_id, afterResults).flatMap(({ id, sequence = 0, content }) =>
    content.some(({ type }) => type === 'tool_call') ? [] : [{ id, sequence }],
  );
}
