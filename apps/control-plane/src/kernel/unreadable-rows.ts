import { BoundedMap, messageOf } from '@everruns/kernel';
import type { Logger } from 'pino';
import type { UnreadableRow } from './read-rows.ts';

/** How many rows are remembered as already logged. */
const MAX_LOGGED = 10_000;

/** Logs each unreadable row once, and notifies an observer each time that one is left out of an answer. */
export class UnreadableRows {
  readonly #log: Pick<Logger, 'error'>;
  readonly #logged = new BoundedMap<string, true>(MAX_LOGGED);
  #observer: ((row: UnreadableRow) => void) | null = null;

  constructor(log: Pick<Logger, 'error'>) {
    this.#log = log;
  }

  readonly report = (row: UnreadableRow): void => {
    this.#observer?.(row);
    const { table, id, error } = row;
    const key = `${table}/${id}`;
    if (this.#logged.get(key) === true) return;
    this.#logged.set(key, true);
    this.#log.error({ table, id, reason: messageOf(error) }, 'A stored row cannot be read and is left out of answers.');
  };

  observe(observer: (row: UnreadableRow) => void): void {
    this.#observer = observer;
  }
}
