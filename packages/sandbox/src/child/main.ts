import { assertValueFits, isKept, LimitReached, Refusal, sendChanges } from './changes.ts';
import { print, readExactly, receive, sendEnd, sendReady, type Received } from './channel.ts';
import type { Engine } from './engine.ts';
import { closeDoors, closeNetwork } from './close-doors.ts';

/**
 * A process that runs one program: `node main.ts KIND MODULE WHEN SNAPSHOT`, with the address of the engine's package. A `spare` process
 * loads what most programs use before one comes; a `wanted` one is waited for. The snapshot is how many bytes of memory it is sent to begin
 * with, or `send` or `none`: it loads its engine, and sends its memory or not.
 */
const [kind = '', module = '', when = '', snapshot = ''] = process.argv.slice(2);
const isSpare = when === 'spare';

async function openEngine(): Promise<Engine> {
  switch (kind) {
    case 'bash':
      return (await import('./bash.ts')).openBash(module, { isSpare });
    case 'javascript':
      return (await import('./javascript.ts')).openJavaScript(module, { isSpare });
    case 'python':
      return (await import('./python.ts')).openPython(module, readSnapshot());
    default:
      throw new TypeError(`unknown engine ${kind}`);
  }
}

function readSnapshot(): Uint8Array | 'none' | 'send' {
  return snapshot === 'send' || snapshot === 'none' ? snapshot : readExactly(Number(snapshot));
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
closeNetwork();
const engine = await openEngine();
closeDoors();
sendReady();
await run(engine, receive());
exit(0);
