import type { SessionFileRequest, SessionFileResponse } from '@everruns/internal-protocol';
import { runSql, type Tx } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import { checkToken } from '../decide/commit-atom.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { newChange, transact } from '../transact/transact.ts';
import { lockAtom } from '../statements/lock.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';

/**
 * Runs a tool's file operation inside the attempt's fence. A change is recorded with its number, so a
 * repetition returns the recorded result (E19).
 */
export function sessionFile(
  deps: EngineDeps,
  _ctx: ProcessContext,
  { token, operation }: SessionFileRequest,
): Promise<SessionFileResponse> {
  return transact(deps, async (tx) => {
    const { session, turn, atom } = await lockAtom(tx, token.atom);
    if (checkToken(turn, atom, token) === 'repeated') throw fenced();
    const change = newChange(deps, session);
    const context = { turn_id: token.atom.turn_id, exec_id: token.exec_id, attempt: token.attempt };
    const scope: FileWriteScope = {
      tx,
      ctx: { org_id: session.org_id, principal: 'worker', request_id: token.exec_id },
      sessionId: session.id,
      unreadable: deps.unreadable,
      ids: { uuid: () => deps.newId() },
      onEvent: (draft) => void change.append(draft, context),
    };
    if (!('operation' in operation)) return { result: await deps.runFileOperation(scope, operation), change: null };
    const key: OperationKey = [
      session.org_id,
      atom.turn_id,
      atom.iteration,
      atom.kind,
      atom.ordinal,
      operation.operation,
    ];
    const stored = await findResult(tx, key);
    if (stored !== null) return { result: stored, change: null };
    const result = await deps.runFileOperation(scope, operation);
    await insertResult(tx, key, result);
    return { result, change };
  });
}

type OperationKey = readonly [
  org: string,
  turn: string,
  iteration: number,
  kind: string,
  ordinal: number,
  operation: number,
];

async function findResult(tx: Tx, key: OperationKey): Promise<SessionFileResponse | null> {
  const [row] = await runSql<{ result: SessionFileResponse }>(
    tx,
    `select result from atom_operations where org_id = $1 and turn_id = $2 and iteration = $3 and kind = $4 and ordinal = $5 and operation = $6`,
    [...key],
  );
  return row?.result ?? null;
}

async function insertResult(tx: Tx, key: OperationKey, result: SessionFileResponse): Promise<void> {
  await runSql(
    tx,
    `insert into atom_operations (org_id, turn_id, iteration, kind, ordinal, operation, result) values ($1, $2, $3, $4, $5, $6, $7)`,
    [...key, JSON.stringify(result)],
  );
}
