import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { readFloorModel } from '../floor/read-floor-model.ts';
import { runFloorTurn } from '../floor/floor-turn.ts';
import { startFloor } from '../floor/start-floor.ts';

/** The floor with its loop in the server's process. */
const ask = readFloorModel(process.env);
const httpUrl = await startFloor({
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  poolSize: Number(process.env['DATABASE_POOL_SIZE']),
  openRunner: async (store) => (sessionId) => {
    runFloorTurn(store, sessionId, ask).catch((error: unknown) => console.error(error));
  },
});
closeOnSignal(async () => {});
reportReady({ httpUrl });
