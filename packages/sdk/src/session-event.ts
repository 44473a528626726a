import type * as schemas from '@everruns/schemas';

/** The type without the brands of its ids and without explicit `undefined`: the shape of the JSON itself, as in the OpenAPI types. */
type Plain<T> = T extends string & object
  ? string
  : T extends string | number | boolean | null
    ? T
    : schemas.JsonObject extends T
      ? T
      : schemas.JsonValue[] extends T
        ? T
        : T extends (infer Item)[]
          ? Plain<Item>[]
          : { [Key in keyof T]: Plain<Exclude<T[Key], undefined>> };

/** An event of the log (`sequence` is dense from 1 per session), or a frame that is streamed but never stored (no `sequence`). */
export type SessionEvent = Plain<schemas.SessionEvent>;
export type EventType = SessionEvent['type'];
export type EventOf<Type extends EventType> = Extract<SessionEvent, { type: Type }>;
export type EventData<Type extends EventType> = EventOf<Type>['data'];
export type RecordedEvent = Plain<schemas.RecordedEvent>;
