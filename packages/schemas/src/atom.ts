import { z } from 'zod';
import { ExecId, SessionId, TurnId } from './ids.ts';

export const AtomKind = z.enum(['reason', 'act']);
export type AtomKind = z.infer<typeof AtomKind>;

/** Names one unit of durable work: `"{turn}:{iteration}:reason"` or `"{turn}:{iteration}:act:{ordinal}"`. */
export const AtomRef = z.object({
  turn_id: TurnId,
  iteration: z.int().positive(),
  kind: AtomKind,
  /** The position of the tool call in its generation, or 0 for a reason atom. */
  ordinal: z.int().nonnegative(),
});
export type AtomRef = z.infer<typeof AtomRef>;

export function formatAtomKey(atom: { turn_id: string; iteration: number; kind: string; ordinal: number }): string {
  const base = `${atom.turn_id}:${atom.iteration}:${atom.kind}`;
  return atom.kind === 'reason' ? base : `${base}:${atom.ordinal}`;
}

/** A granted Begin. It proves that this execution is the newest attempt of the atom. */
export const AttemptToken = z.object({
  atom: AtomRef,
  session_id: SessionId,
  segment: z.int().positive(),
  exec_id: ExecId,
  /** Increases with every Begin by another execution. */
  attempt: z.int().positive(),
});
export type AttemptToken = z.infer<typeof AttemptToken>;

export const ReasonOutcome = z.object({
  kind: z.literal('reason'),
  /** Whether the model gave its final answer, so that the turn has ended. */
  done: z.boolean(),
  /** Calls that may run now. */
  call_ordinals: z.array(z.int().nonnegative()),
  /** Calls that wait for a client or an approval. */
  wait_ordinals: z.array(z.int().nonnegative()),
});
export type ReasonOutcome = z.infer<typeof ReasonOutcome>;

export const ActOutcome = z.object({ kind: z.literal('act'), ok: z.boolean() });
export type ActOutcome = z.infer<typeof ActOutcome>;

export const AtomOutcome = z.discriminatedUnion('kind', [ReasonOutcome, ActOutcome]);
export type AtomOutcome = z.infer<typeof AtomOutcome>;
