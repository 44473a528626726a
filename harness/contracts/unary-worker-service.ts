import { CLIENT_CHANNEL_OPTIONS, fromGrpcStatus, type GrpcWorkerService } from '@everruns/internal-protocol';
import * as mapping from '@everruns/internal-protocol/mapping';
import { WorkerServiceClient } from '@everruns/internal-protocol/wire';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';

type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** Returns the worker service with every verb as a unary call, as foreign clients use it; everything else is the product's. */
export function createUnaryWorkerService(
  service: GrpcWorkerService,
  address: string,
  token: string,
): GrpcWorkerService {
  const client = new WorkerServiceClient(address, credentials.createInsecure(), CLIENT_CHANNEL_OPTIONS);
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return {
    ...service,
    getTurnContext: async (request) =>
      mapping.turnContextResponseFromProto(await ask((done) => client.getTurnContext(request, metadata, done))),
    async commitAtom(request) {
      const message = mapping.commitRequestToProto(request);
      return mapping.commitResponseFromProto(await ask((done) => client.commitAtom(message, metadata, done)));
    },
    async failAttempt(request) {
      await ask((done) => client.failAttempt(mapping.failAttemptRequestToProto(request), metadata, done));
    },
    async endSegment(request) {
      const message = mapping.endSegmentRequestToProto(request);
      return mapping.endSegmentResponseFromProto(await ask((done) => client.endSegment(message, metadata, done)));
    },
    close() {
      client.close();
      service.close();
    },
  };
}

function ask<Response>(call: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(fromGrpcStatus(error))));
  });
}
