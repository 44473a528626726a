import { createHash, timingSafeEqual } from 'node:crypto';
import { EverrunsError } from '@everruns/schemas';
import { toGrpcStatus } from '@everruns/internal-protocol';
import { type Metadata, type ServerInterceptor, ServerInterceptingCall, ServerListenerBuilder } from '@grpc/grpc-js';

const PREFIX = 'Bearer ';

/** Refuses and reports every call without `authorization: Bearer <worker token>`. It compares hashes in constant time. */
export function createWorkerTokenInterceptor(token: string, onRefused: (peer: string) => void): ServerInterceptor {
  const expected = sha256(token);
  const isAllowed = (metadata: Metadata): boolean => {
    const header = metadata.get('authorization')[0];
    if (typeof header !== 'string' || !header.startsWith(PREFIX)) return false;
    return timingSafeEqual(sha256(header.slice(PREFIX.length)), expected);
  };
  return (_method, call) =>
    new ServerInterceptingCall(call, {
      start(next) {
        const listener = new ServerListenerBuilder()
          .withOnReceiveMetadata((metadata, pass) => {
            if (isAllowed(metadata)) return pass(metadata);
            onRefused(call.getPeer());
            call.sendStatus(
              toGrpcStatus(new EverrunsError('unauthenticated', 'The worker token is missing or wrong.')),
            );
          })
          .build();
        next(listener);
      },
    });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
