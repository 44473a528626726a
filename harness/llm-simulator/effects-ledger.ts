import type { JsonValue } from '@everruns/schemas';

/** A side effect that a test's tool has caused. `at` is Unix milliseconds. */
export interface LoggedEffect {
  name: string;
  idempotency_key: string | null;
  call_id: string | null;
  at: number;
  body: JsonValue;
}

/** Counts the side effects that really happened, which proves that "a tool call has one effect". */
export interface EffectsLedger {
  add(effect: LoggedEffect): void;
  /** Returns the side effects of one name or of all names, oldest first. */
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
