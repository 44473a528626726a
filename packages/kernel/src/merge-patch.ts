/** What RFC 7396 calls a merge patch of `Target`: `null` removes, and only what is optional can be removed. */
export type MergePatch<Target> = {
  [Key in keyof Target]?: Target[Key] | undefined | (object extends Pick<Target, Key> ? null : never);
};

/**
 * A copy of `target` with the members of `patch`: `null` removes a member, `undefined` says nothing about it. RFC 7396 over one level:
 * an object or a list in the patch replaces the one before; a caller that merges a member within does so by itself.
 */
export function mergePatch<Target extends object>(target: Target, patch: MergePatch<Target>): Target {
  const merged = new Map<string, unknown>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else if (value !== undefined) merged.set(key, value);
  }
  // By its type the patch removes optional members only.
  return Object.fromEntries(merged) as Target;
}
