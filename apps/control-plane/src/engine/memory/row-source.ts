import { EverrunsError, type AtomRef } from '@everruns/schemas';
import type { Database, Tx } from '../../db/database.ts';
import type { SessionReader } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import type { Conversation } from '../state/conversation.ts';
import type { RememberedSession } from './session-memory.ts';
import type { TurnState, AtomRows, SessionRows } from '../state/rows.ts';
import { findLockedTurn, lockAtom, lockSession } from '../statements/lock.ts';
import type { AppendedEvent } from '../state/to-message.ts';

/**
 * The source of a decision's rows: locked in a transaction, or remembered. A decision cannot tell the two apart; if the remembered rows are
 * outdated, the write detects that. The caller may change the returned objects.
 */
export interface RowSource {
  /** For anything else that has to be read. */
  db: Database;
  isLocked: boolean;
  /** Events that these rows already count and that are not in the log yet. */
  unwritten: readonly AppendedEvent[];
  /** The conversation up to the end of the log, if it is remembered. */
  conversation: Conversation | null;
  session(ctx: SessionReader, sessionId: string): Promise<SessionRows>;
  turn(turnId: string): Promise<TurnState>;
  atom(ref: AtomRef): Promise<AtomRows>;
}

export function lockedRows(tx: Tx): RowSource {
  return {
    db: tx,
    isLocked: true,
    unwritten: [],
    conversation: null,
    session: (ctx, sessionId) => lockSession(tx, ctx, sessionId),
    async turn(turnId) {
      const locked = await findLockedTurn(tx, turnId);
      if (locked === null) throw new Error(`there is no turn ${turnId}`);
      return locked.turn;
    },
    atom: (ref) => lockAtom(tx, ref),
  };
}

export function rememberedRows(
  db: Database,
  known: RememberedSession,
  unwritten: readonly AppendedEvent[] = [],
): RowSource {
  return {
    db,
    isLocked: false,
    unwritten,
    conversation: known.conversation,
    async session(ctx, sessionId) {
      const { session, agent } = known;
      if (agent === null || session.id !== sessionId || session.org_id !== ctx.org_id) throw forgotten();
      if (!reachesSubject(ctx, session.subject)) throw forgotten();
      return { session: { ...session }, agent };
    },
    async turn(turnId) {
      if (known.turn?.id !== turnId) throw forgotten();
      return { ...known.turn };
    },
    async atom(ref) {
      const { session, turn, atoms } = known;
      const atom = atoms.find(
        ({ iteration, kind, ordinal }) => iteration === ref.iteration && kind === ref.kind && ordinal === ref.ordinal,
      );
      if (turn === null || turn.id !== ref.turn_id || atom === undefined) throw forgotten();
      return { session: { ...session }, turn: { ...turn }, atom: { ...atom } };
    },
  };
}

/** No caller sees this error: the change is then decided again under the lock. */
function forgotten(): EverrunsError {
  return new EverrunsError('internal', 'These rows are not remembered.');
}
