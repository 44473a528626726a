import { EverrunsError } from '@everruns/schemas';

/** Returns a message field that protobuf cannot declare as required. Throws `invalid_request` if the peer omitted it. */
export function requiredField<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new EverrunsError('invalid_request', `the field ${name} is missing`);
  return value;
}
