type KeyOf<Noun> = Noun extends unknown ? keyof Noun : never;

/**
 * A worker trusts values from the control plane, which checked them when it stored them: a second check would double
 * the cost of a context here. Values that a worker sends to the control plane are always parsed.
 */
export function fromControlPlane<Noun extends object>(value: { [Key in KeyOf<Noun>]?: unknown }): Noun {
  return value as Noun;
}
