import type { StoreContentsRequest } from '../tool-requests.ts';
import type * as wire from '../wire.ts';
import { attemptTokenFromProto } from './atom.ts';

export function storeContentsRequestFromProto({ token, contents }: wire.StoreContentsRequest): StoreContentsRequest {
  return { token: attemptTokenFromProto(token), contents };
}
