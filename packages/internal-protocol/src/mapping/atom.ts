import { AtomRef, AttemptToken, type AtomOutcome } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { requiredField } from './required-field.ts';

export function atomRefFromProto(atom: wire.AtomRef | undefined): AtomRef {
  return AtomRef.parse(atom);
}

export function attemptTokenFromProto(token: wire.AttemptToken | undefined): AttemptToken {
  return AttemptToken.parse(token);
}

export function atomOutcomeToProto(outcome: AtomOutcome): wire.AtomOutcome {
  const { kind, ...value } = outcome;
  // The two arms hold the same fields on both sides; TypeScript loses the link between `kind` and the rest.
  return { outcome: { $case: kind, value } as wire.AtomOutcome['outcome'] };
}

export function atomOutcomeFromProto(message: wire.AtomOutcome | undefined): AtomOutcome {
  const outcome = requiredField(message?.outcome, 'outcome');
  switch (outcome.$case) {
    case 'reason':
      return { kind: 'reason', ...outcome.value };
    case 'act':
      return { kind: 'act', ...outcome.value };
  }
}
