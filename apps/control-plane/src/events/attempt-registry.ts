import { type AttemptToken, formatAtomKey, type MessageId } from '@everruns/schemas';
import { BoundedMap } from '@everruns/kernel';
import { AttemptTranscript } from './attempt-transcript.ts';

const MAX_CLOSED = 10_000;
/** Beyond this the oldest attempt is given up, and its readers wait for the recorded message. */
const MAX_OPEN = 10_000;

/** The newest attempt of each running atom that this process knows of, and the atoms that are over. */
export class AttemptRegistry {
  readonly #open = new Map<string, AttemptTranscript>();
  readonly #closed = new BoundedMap<string, true>(MAX_CLOSED);

  find(atomKey: string): AttemptTranscript | null {
    return this.#open.get(atomKey) ?? null;
  }

  /** Returns null when the atom is over, or when this attempt or a later one is already open. */
  open(token: AttemptToken, messageId: MessageId | null): AttemptTranscript | null {
    const atomKey = formatAtomKey(token.atom);
    const known = this.#open.get(atomKey);
    if (this.#closed.get(atomKey) === true || (known !== undefined && known.token.attempt >= token.attempt))
      return null;
    const subjectId = messageId ?? (known?.subjectId as MessageId | undefined) ?? null;
    const attempt = new AttemptTranscript(token, subjectId);
    this.#open.delete(atomKey);
    this.#open.set(atomKey, attempt);
    return attempt;
  }

  close(atomKey: string): void {
    this.#closed.set(atomKey, true);
    this.#open.delete(atomKey);
  }

  /** The key of the atom that was opened first, if there are too many. */
  findExcess(): string | null {
    if (this.#open.size <= MAX_OPEN) return null;
    return this.#open.keys().next().value ?? null;
  }
}
