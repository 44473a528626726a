/** `node harness/dev/install-temporal.ts`: makes sure that tests find a Temporal server, building one where needed. */
import { ensureTemporalServer } from './temporal-binaries.ts';

const source = await ensureTemporalServer();
process.stdout.write(`${JSON.stringify(source)}\n`);
