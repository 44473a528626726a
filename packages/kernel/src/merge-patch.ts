/** A merge patch of `Target` (RFC 7396): `null` removes a member, and only optional members can be removed. */
export type MergePatch<Target> = {
  [Key in keyof Target]?: Target[Key] | undefined | (object extends Pick<Target, Key> ? null : never);
};

/**
 * Returns a copy of `target` with the members of `patch`: `null` removes a member, `undefined` leaves it as it is. This
 * is RFC 7396 over one level: an object or a list in the patch replaces the previous one, and callers that merge nested
 * members do so themselves.
 */
export function mergePatch<Target extends object>(target: Target, patch: MergePatch<Target>): Target {
  const merged = new Map<string, unknown>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else if (value !== undefined) merged.set(key, value);
  }
  // By its type the patch removes only optional members.
  return Object.fromEntries(merged) as Target;
}
