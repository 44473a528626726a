import type * as wire from '../wire.ts';
import type { GetSecretRequest } from '../tool-requests.ts';
import { attemptTokenFromProto } from './atom.ts';

export function getSecretRequestFromProto({ token, name, host }: wire.GetSecretRequest): GetSecretRequest {
  return { token: attemptTokenFromProto(token), name, host };
}
