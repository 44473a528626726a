import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { startWireModel } from '../load/start-wire-model.ts';

/** The model of the `turn-fresh` and `turn-wire` rows, in a process of its own. */
const httpUrl = await startWireModel();
closeOnSignal(async () => {});
reportReady({ httpUrl });
