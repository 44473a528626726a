import type { JsonValue } from '@everruns/schemas';

/** One side effect that a tool of a test has caused. `at` is Unix milliseconds. */
export interface LoggedEffect {
  name: string;
  idempotency_key: string | null;
  call_id: string | null;
  at: number;
  body: JsonValue;
}

/** Counts what really happened outside: the oracle of "a tool call has one effect". */
export interface EffectsLedger {
  add(effect: LoggedEffect): void;
  /** Oldest first; of one name, or of all. */
  list(name?: string): LoggedEffect[];
  reset(): void;
}

export function createEffectsLedger(): EffectsLedger {
  const effects: LoggedEffect[] = [];
  return {
    add: (effect) => void effects.push(effect),
    list: (name) => effects.filter((effect) => name === undefined || effect.name === name),
    reset: () => void (effects.length = 0),
  };
}
