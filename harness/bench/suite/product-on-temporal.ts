import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StackProcess } from '../../dev/child-process.ts';
import { startProductInProcess, type ProductInProcess, type ProductOptions } from './product-in-process.ts';

const WORKER = new URL('../process/product-temporal-worker.ts', import.meta.url);

export interface ProductOnTemporalOptions extends Pick<ProductOptions, 'databaseUrl' | 'onStatement'> {
  address: string;
  /** A namespace that no other worker polls; it need not exist yet. */
  namespace: string;
}

/**
 * Starts the control plane in this process and a Temporal worker in another. A turn is over only when its outbox row is
 * gone as well, because that row is deleted a moment after delivery and would otherwise count with this turn or the next.
 */
export async function startProductOnTemporal(options: ProductOnTemporalOptions): Promise<ProductInProcess> {
  const { databaseUrl, onStatement } = options;
  const env = {
    TEMPORAL_ADDRESS: options.address,
    TEMPORAL_NAMESPACE: options.namespace,
    WORKER_GRPC_TOKEN: randomBytes(24).toString('base64url'),
  };
  await using opened = new AsyncDisposableStack();
  const outbox = opened.adopt(new pg.Client({ connectionString: databaseUrl }), (client) => client.end());
  await outbox.connect();
  const product = opened.use(
    await startProductInProcess({ databaseUrl, onStatement, capabilities: ['session_file_system'], env }),
  );
  const worker = new StackProcess({
    name: 'product-worker',
    entry: WORKER,
    env: { ...env, GRPC_ADDRESS: product.controlPlane.grpcAddr, LOG_LEVEL: 'warn' },
  });
  opened.defer(() => worker.kill('SIGTERM'));
  await worker.start();
  const started = opened.move();
  return {
    ...product,
    async openSession() {
      const session = await product.openSession();
      return {
        ...session,
        async playTurn(text) {
          await session.playTurn(text);
          await untilEmpty(outbox);
        },
      };
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

async function untilEmpty(outbox: pg.Client): Promise<void> {
  while ((await outbox.query('select from outbox limit 1')).rowCount !== 0) await sleep(10);
}
