import { mergePatch } from '@everruns/kernel';
import type { StandingControls, StandingControlsPatch } from '@everruns/schemas';

/** Returns the controls of an agent or a session after a merge patch (RFC 7396), or null if none is left. */
export function patchControls(
  current: StandingControls | undefined,
  patch: StandingControlsPatch | null,
): StandingControls | null {
  const controls = patch === null ? {} : mergePatch(current ?? {}, patch);
  return Object.keys(controls).length === 0 ? null : controls;
}
