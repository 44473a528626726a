import { assertValueFits, isKept, LimitReached, Refusal, sendChanges } from './changes.ts';
import { print, receive, sendEnd, sendReady, type Received } from './channel.ts';
import type { Engine } from './engine.ts';
import { closeDoors } from './close-doors.ts';

/** A process that runs one program: `node main.ts KIND MODULE`, with the address of the engine's package. */
const [kind = '', module = ''] = process.argv.slice(2);

async function openEngine(): Promise<Engine> {
  switch (kind) {
    case 'bash':
      return (await import('./bash.ts')).openBash(module);
    case 'javascript':
      return (await import('./javascript.ts')).openJavaScript(module);
    case 'python':
      return (await import('./python.ts')).openPython(module);
    default:
      throw new TypeError(`unknown engine ${kind}`);
  }
}

async function run(engine: Engine, request: Received): Promise<void> {
  try {
    const { files, exitCode, value } = await engine.run(request, print);
    assertValueFits(value);
    const kept = new Map([...files].filter(([path]) => isKept(path)));
    const before = new Map([...request.files].filter(([path]) => isKept(path)));
    sendChanges(before, kept, request.limits);
    sendEnd({ exitCode, value, limit: null, refusal: null });
  } catch (error) {
    const end = { exitCode: 1, value: null, limit: null, refusal: null };
    if (error instanceof Refusal) return sendEnd({ ...end, refusal: error.message });
    if (error instanceof LimitReached) return sendEnd({ ...end, limit: error.limit });
    throw error;
  }
}

const exit = process.exit.bind(process);
// An engine that asks for the name of its program reads no path of this machine.
process.argv = ['sandbox', 'sandbox'];
process.once('beforeExit', () => {
  print('stderr', 'The program waits for something that never comes.\n');
  sendEnd({ exitCode: 1, value: null, limit: null, refusal: null });
  exit(0);
});
const engine = await openEngine();
closeDoors();
sendReady();
await run(engine, receive());
exit(0);
