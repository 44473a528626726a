import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { openRemoteRunner } from '../floor/serve-worker.ts';
import { startFloor } from '../floor/start-floor.ts';

/** The floor with its loop in another process, connected by one gRPC stream. */
const httpUrl = await startFloor({
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  poolSize: Number(process.env['DATABASE_POOL_SIZE']),
  openRunner: openRemoteRunner,
});
closeOnSignal(async () => {});
reportReady({ httpUrl });
