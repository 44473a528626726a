import type { LoadAnswer, LoadSpec } from '../load/load-spec.ts';
import { runLoad } from '../load/run-load.ts';

/** The load generator, which runs the specs that its parent sends one after another. */
const answer = (message: LoadAnswer): void => void process.send?.(message);
process.on('message', (spec: LoadSpec) => {
  runLoad(spec).then(
    (result) => answer({ kind: 'result', result }),
    (error: unknown) => answer({ kind: 'error', message: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
