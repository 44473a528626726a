import { ConflictError } from './conflict-error.ts';

/** Somebody else decided first, or the call already has its result. */
export class AlreadyResolvedError extends ConflictError {
  override readonly name: string = 'AlreadyResolvedError';

  /** `approve`, `deny`, `answer`, `expired` or `canceled`. Null for a call of a client. */
  get decision(): string | null {
    return this.#fact('decision');
  }

  /** Who decided: the stable name of the caller. Null if nobody did. */
  get resolvedBy(): string | null {
    return this.#fact('resolved_by');
  }

  /** ISO 8601. */
  get resolvedAt(): string | null {
    return this.#fact('resolved_at');
  }

  #fact(name: string): string | null {
    return (
      this.problem?.errors?.find(({ path, code }) => path === name && code === 'already_resolved')?.message ?? null
    );
  }
}
