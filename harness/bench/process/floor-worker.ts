import { Client, credentials } from '@grpc/grpc-js';
import type { FloorMessage } from '../floor/floor-model.ts';
import { readFloorModel } from '../floor/read-floor-model.ts';
import { runFloorTurn, type FloorStore } from '../floor/floor-turn.ts';
import { WORK, type FromWorker, type ToWorker, type WorkerCall } from '../floor/worker-channel.ts';

/** The floor's worker, which has no database and requests everything from its server over one stream. */
const client = new Client(process.env['FLOOR_ADDRESS'] ?? '', credentials.createInsecure());
const call: WorkerCall = client.makeBidiStreamRequest(WORK.path, WORK.requestSerialize, WORK.responseDeserialize);
const model = readFloorModel(process.env);
const waiting = new Map<number, PromiseWithResolvers<FloorMessage[]>>();
let lastId = 0;

function ask(make: (id: number) => FromWorker): Promise<FloorMessage[]> {
  const id = (lastId += 1);
  const answer = Promise.withResolvers<FloorMessage[]>();
  waiting.set(id, answer);
  call.write(make(id));
  return answer.promise;
}

const store: FloorStore = {
  readContext: (session_id) => ask((id) => ({ kind: 'read', id, session_id })),
  append: async (session_id, events) => void (await ask((id) => ({ kind: 'append', id, session_id, events }))),
  pushDelta: (session_id, data) => void call.write({ kind: 'delta', session_id, data }),
};

call.on('data', (frame: ToWorker) => {
  if (frame.kind === 'run') {
    runFloorTurn(store, frame.session_id, model).catch((error: unknown) => console.error(error));
    return;
  }
  const answer = waiting.get(frame.id);
  waiting.delete(frame.id);
  if (frame.error === undefined) answer?.resolve(frame.messages ?? []);
  else answer?.reject(new Error(frame.error));
});
call.on('error', () => process.exit(1));
call.on('end', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
