import { BoundedMap } from '@everruns/kernel';
import type { ModelCompat } from '@everruns/schemas';
import { type CompatSubject, detectPreset, familyOf } from './detect-preset.ts';
import { GENERIC_COMPAT, PRESETS, type Compat } from './presets.ts';

export type { CompatSubject } from './detect-preset.ts';

/** Each call of a model asks twice. The models of a process are few. */
const MAX_RESOLVED = 1_000;
const resolved = new BoundedMap<string, Readonly<Compat>>(MAX_RESOLVED);

/** Resolves every switch of a model: a value set by hand, or what its maker requires, or the preset's value. */
export function resolveCompat(subject: CompatSubject, byHand: ModelCompat = {}): Compat {
  const { provider_type, base_url, model } = subject;
  return resolved.getOrCreate(JSON.stringify([provider_type, base_url, model, byHand]), () => resolve(subject, byHand));
}

function resolve(subject: CompatSubject, byHand: ModelCompat): Compat {
  const preset = byHand.preset ?? detectPreset(subject);
  return { ...GENERIC_COMPAT, ...PRESETS[preset], ...familyOf(preset, subject.model), ...defined(byHand), preset };
}

function defined(byHand: ModelCompat): Partial<Compat> {
  return Object.fromEntries(Object.entries(byHand).filter(([, value]) => value !== undefined));
}
