import { findUnsendableCharacter } from '@everruns/schemas';
import { z } from 'zod';
import { findSecretWeakness, type SecretKind } from './secret-strength.ts';

const CURE = {
  token: 'make one with: openssl rand -base64 32',
  password: 'choose one that stands in no list',
  foreign: 'put the real one in its place',
} as const satisfies Record<SecretKind, string>;

const LONGEST = 4_096;

/** A secret of the product that a machine should generate: at least `minLength` characters, and not weak. */
export function machineSecret(minLength: number) {
  return z
    .string()
    .min(minLength, `must have at least ${minLength} characters`)
    .max(LONGEST)
    .check(refuseWeak('token'));
}

/** A password that a person may have chosen. */
export function personalSecret({ minLength, maxLength }: { minLength: number; maxLength: number }) {
  return z
    .string()
    .min(minLength, `must have at least ${minLength} characters`)
    .max(maxLength)
    .check(refuseWeak('password'));
}

/** A key or secret of another party: valid in a header, and not a placeholder. */
export function foreignSecret() {
  return z.string().max(LONGEST).check(refuseUnsendable, refuseWeak('foreign'));
}

/** The token of workers, with the same rule on both sides. */
export const workerToken = () => machineSecret(16).check(refuseUnsendable);

const refuseUnsendable: z.core.CheckFn<string> = (context) => {
  const fault = findUnsendableCharacter(context.value);
  if (fault !== null) context.issues.push({ code: 'custom', message: fault, input: context.value });
};

function refuseWeak(kind: SecretKind): z.core.CheckFn<string> {
  return (context) => {
    const weakness = findSecretWeakness(context.value, kind);
    if (weakness === null) return;
    context.issues.push({
      code: 'custom',
      message: `is weak or an example: it ${weakness}; ${CURE[kind]}`,
      input: context.value,
    });
  };
}
