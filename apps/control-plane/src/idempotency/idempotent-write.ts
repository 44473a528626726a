import { EverrunsError } from '@everruns/schemas';
import type { Database, Tx } from '../db/database.ts';
import { isLockTimeout } from '../db/pg-errors.ts';
import { inTransaction, withRetry } from '../db/transaction.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { IdempotencyRequest } from './idempotency-request.ts';
import {
  completeAnswer,
  findStoredAnswer,
  reserveAnswer,
  toStoredAnswerRow,
  type StoredAnswerRow,
} from './stored-answer.ts';

/** A write that a client may repeat with the same `Idempotency-Key`. */
export interface IdempotentRequest {
  ctx: RequestContext;
  /** Null without the header: the write is then done each time it is requested. */
  idempotency: IdempotencyRequest | null;
  /** The status that is stored with the answer. */
  status: 200 | 201 | 202;
}

export interface Answered<T> {
  answer: T;
  /** True if an earlier request stored this answer: this one changed nothing, so the audit log gets no entry of it. */
  isReplayed: boolean;
}

export interface IdempotentSteps<T> {
  /** The database in which the stored answer is searched. */
  db: Database;
  /** Waits for a request with the same key that is still running. Returns false if this key cannot have a stored answer yet. */
  waitForTwin(): Promise<boolean>;
  work(): Promise<T>;
  /** Stores the answer in the transaction of the work. */
  store(row: StoredAnswerRow): Promise<void>;
}

/**
 * The order of checks of every idempotent write: wait for a running twin, return the stored answer,
 * else do the work and store its answer with it. Throws `idempotency_in_progress` if the twin is not
 * done within the lock timeout, and `idempotency_key_reused`.
 */
export async function answerOnce<T>(request: IdempotentRequest, steps: IdempotentSteps<T>): Promise<Answered<T>> {
  const { ctx, idempotency, status } = request;
  const mayBeStored = await steps.waitForTwin().catch((error: unknown) => {
    throw idempotency !== null && isLockTimeout(error) ? inProgress(error) : error;
  });
  if (idempotency === null) return { answer: await steps.work(), isReplayed: false };
  const stored = mayBeStored ? await findStoredAnswer(steps.db, ctx, idempotency) : null;
  // Only a write with this scope stores an answer under it, and that answer has the type that the write returns.
  if (stored !== null) return { answer: stored.response as T, isReplayed: true };
  const answer = await steps.work();
  await steps.store(toStoredAnswerRow(ctx, idempotency, { status, response: answer }));
  return { answer, isReplayed: false };
}

/**
 * Runs the work in one transaction, so that its effect and the stored answer commit together or not at
 * all. Throws as `answerOnce`.
 */
export function idempotentWrite<T>(
  db: Database,
  request: IdempotentRequest,
  work: (tx: Tx) => Promise<T>,
): Promise<Answered<T>> {
  const { ctx, idempotency } = request;
  return inTransaction(db, (tx) =>
    answerOnce(request, {
      db: tx,
      waitForTwin: async () => idempotency !== null && !(await reserveAnswer(tx, ctx, idempotency)),
      work: () => work(tx),
      store: (row) => completeAnswer(tx, row),
    }),
  );
}

/**
 * A write of one statement that stores its answer itself. The write comes first; a stored answer is searched only if it fails.
 * It is retried while the database is unavailable, so a repeated `write` must detect an earlier success. Throws as `answerOnce`.
 */
export async function idempotentStatement<T>(
  db: Database,
  { ctx, idempotency, status }: IdempotentRequest,
  { answer, write }: { answer: T; write: (row: StoredAnswerRow | null) => Promise<void> },
): Promise<Answered<T>> {
  if (idempotency === null) {
    await withRetry(() => write(null));
    return { answer, isReplayed: false };
  }
  const row = toStoredAnswerRow(ctx, idempotency, { status, response: answer });
  const refuse = (error: unknown): never => {
    throw isLockTimeout(error) ? inProgress(error) : error;
  };
  try {
    await withRetry(() => write(row).catch(refuse));
    return { answer, isReplayed: false };
  } catch (error) {
    // Whatever caused the failure, if an earlier request with this key was written, its answer is returned.
    const stored = await findStoredAnswer(db, ctx, idempotency);
    if (stored === null) throw error;
    return { answer: stored.response as T, isReplayed: true };
  }
}

function inProgress(cause: unknown): EverrunsError {
  return new EverrunsError(
    'idempotency_in_progress',
    'The first request with this Idempotency-Key is still running. Repeat it in a moment.',
    {
      cause,
      retryAfterMs: 1_000,
      errors: [{ path: 'Idempotency-Key', code: 'in_progress', message: 'belongs to a request that is still running' }],
    },
  );
}
