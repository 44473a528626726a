import { startGrpcServer } from '@everruns/control-plane/testing';
import { createGrpcWorkerService } from '@everruns/internal-protocol';
import { workerServiceContract } from './worker-service.contract.ts';

const silent = { warn: () => {}, error: () => {} };

workerServiceContract({
  name: 'memory',
  connect: async (kit) => ({ service: kit.service, close: async () => {} }),
});

workerServiceContract({
  name: 'gRPC',
  async connect(kit) {
    const server = await startGrpcServer({ service: kit.service, address: '127.0.0.1:0', token: 't', log: silent });
    const service = createGrpcWorkerService({ address: server.address, token: 't', log: silent, now: Date.now });
    return {
      service,
      async close() {
        service.close();
        await server.close(0);
      },
    };
  },
});
