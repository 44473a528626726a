import { EverrunsError } from '@everruns/schemas';

/** A message field that protobuf cannot declare required. Throws `invalid_request` where the peer left it out. */
export function requiredField<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new EverrunsError('invalid_request', `the field ${name} is missing`);
  return value;
}
