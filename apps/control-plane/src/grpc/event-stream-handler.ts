import type { WorkerService } from '@everruns/internal-protocol';
import { clientFrameFromProto, serverFrameToProto } from '@everruns/internal-protocol/mapping';
import type { EmitEventStreamRequest, EmitEventStreamResponse } from '@everruns/internal-protocol/wire';
import { type handleBidiStreamingCall, Metadata } from '@grpc/grpc-js';
import type { GrpcLog } from './grpc-log.ts';
import { toBoundaryStatus } from './unary.ts';

type Handler = handleBidiStreamingCall<EmitEventStreamRequest, EmitEventStreamResponse>;

export interface EventStreamHandler {
  handle: Handler;
  /** Ends every open stream: workers reconnect, here or to another replica. */
  endAll(): void;
}

/** Passes frames between one worker's call and the service's event stream. */
export function createEventStreamHandler(service: WorkerService, log: GrpcLog): EventStreamHandler {
  const open = new Set<Parameters<Handler>[0]>();
  return {
    handle(call) {
      open.add(call);
      // Headers tell the worker that it is connected; gRPC would send them only with the first frame.
      call.sendMetadata(new Metadata());
      const stream = service.openEventStream((frame) => {
        if (frame.kind !== 'connected' && !call.destroyed) call.write(serverFrameToProto(frame));
      });
      const closeOnce = () => {
        if (!open.delete(call)) return;
        stream.close().catch((error: unknown) => log.error({ error }, 'closing an event stream failed'));
      };
      call.on('data', (message: EmitEventStreamRequest) => {
        try {
          stream.send(clientFrameFromProto(message));
        } catch (error) {
          closeOnce();
          call.emit('error', toBoundaryStatus(error, { log, method: call.getPath() }));
        }
      });
      call.on('end', () => {
        closeOnce();
        call.end();
      });
      call.on('cancelled', closeOnce);
      call.on('error', closeOnce);
    },
    endAll() {
      for (const call of open) call.end();
    },
  };
}
