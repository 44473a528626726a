import { Usage } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { omitUndefined } from '@everruns/kernel';
import { requiredField } from './required-field.ts';

export function usageToProto(usage: Usage): wire.Usage {
  return usage;
}

export function usageFromProto(usage: wire.Usage | undefined): Usage {
  return Usage.parse(omitUndefined(requiredField(usage, 'usage')));
}
