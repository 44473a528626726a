import { EngineKit, startGrpcServer } from '@everruns/control-plane/testing';
import { createGrpcWorkerService, type GrpcWorkerService, type WorkerService } from '@everruns/internal-protocol';
import { systemClock } from '@everruns/kernel';
import { createUnaryWorkerService } from './unary-worker-service.ts';
import { workerFencesContract, type WayToService } from './worker-fences.contract.ts';
import { workerServiceContract } from './worker-service.contract.ts';
import type { OpenedService } from './worker-service-kit.ts';

const silent = { warn: () => {}, error: () => {} };

const WAYS: WayToService[] = [
  { name: 'memory', connect: async (kit) => ({ service: kit.service, close: async () => {} }) },
  { name: 'gRPC, calls over the stream', connect: (kit) => connectByGrpc(kit, (service) => service) },
  {
    name: 'gRPC, plain calls',
    connect: (kit) => connectByGrpc(kit, (service, address) => createUnaryWorkerService(service, address, 't')),
  },
];
for (const way of WAYS) {
  workerServiceContract({ name: way.name, open: () => openService(way), hasSeveralTurns: true });
  workerFencesContract(way);
}

async function openService({ connect }: WayToService): Promise<OpenedService> {
  const kit = await EngineKit.open();
  const { service, close } = await connect(kit);
  return {
    kit,
    service,
    async close() {
      await close();
      await kit[Symbol.asyncDispose]();
    },
  };
}

async function connectByGrpc(
  kit: EngineKit,
  wrap: (service: GrpcWorkerService, address: string) => GrpcWorkerService,
): Promise<{ service: WorkerService; close(): Promise<void> }> {
  const { address, close } = await startGrpcServer({
    service: kit.service,
    address: '127.0.0.1:0',
    token: 't',
    clock: systemClock,
    log: silent,
  });
  const service = wrap(createGrpcWorkerService({ address, token: 't', log: silent }), address);
  return {
    service,
    async close() {
      service.close();
      await close(0);
    },
  };
}
