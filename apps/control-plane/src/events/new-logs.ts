import type { Clock } from '@everruns/core/catalog';
import type { SessionId } from '@everruns/schemas';
import { BoundedMap } from '@everruns/kernel';
import type { NewLog } from './hub.ts';
import type { ReadLogPage } from './log-pager.ts';

const MAX_LOGS = 1_000;
/** A client opens the stream of its new session at once. Later the log is read, and the memory cannot be old for long. */
const MAX_AGE_MS = 10_000;

/**
 * Sessions that this process has just created and of which nobody has recorded anything since: their log is their first event, and
 * need not be read. A hint of another replica that is lost costs what every lost hint costs: the sweep notices within a second.
 */
export class NewLogs {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #logs = new BoundedMap<SessionId, NewLog & { createdAt: number }>(MAX_LOGS);

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  add({ event, subject }: NewLog): void {
    this.#logs.set(event.session_id, { event, subject, createdAt: this.#clock.monotonic() });
  }

  forget(session_id: SessionId): void {
    this.#logs.delete(session_id);
  }

  /** Null when the log has to be read. */
  find(session_id: SessionId): NewLog | null {
    const log = this.#logs.get(session_id);
    if (log === undefined) return null;
    if (this.#clock.monotonic() - log.createdAt <= MAX_AGE_MS) return log;
    this.forget(session_id);
    return null;
  }

  /** Reads the log, unless it is known. */
  reader(readPage: ReadLogPage): ReadLogPage {
    return async (query) => {
      const only = this.find(query.session_id)?.event ?? null;
      if (only === null || (query.org_id !== null && query.org_id !== only.org_id)) return readPage(query);
      return only.sequence > query.after_sequence ? [only] : [];
    };
  }
}
