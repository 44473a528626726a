/** `node harness/dev/install-temporal.ts` makes sure that tests find a Temporal server, and builds one if necessary. */
import { ensureTemporalServer } from './temporal-binaries.ts';

const source = await ensureTemporalServer();
process.stdout.write(`${JSON.stringify(source)}\n`);
