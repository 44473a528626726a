/** The members that are not `undefined`; those that may be are optional in the result. */
export type Defined<Fields> = {
  [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>;
};

/** A copy without the members that are `undefined`, for objects in which absent and undefined differ (`exactOptionalPropertyTypes`). */
export function omitUndefined<Fields extends object>(fields: Fields): Defined<Fields> {
  const defined: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) defined[key] = value;
  // By its type the result has exactly the members that were kept.
  return defined as Defined<Fields>;
}
