type KeyOf<Noun> = Noun extends unknown ? keyof Noun : never;

/**
 * What a worker is told was checked by the control plane when it was stored, and is believed: a second check doubles what a context
 * costs here. What a worker tells the control plane is parsed, always.
 */
export function fromControlPlane<Noun extends object>(value: { [Key in KeyOf<Noun>]?: unknown }): Noun {
  return value as Noun;
}
