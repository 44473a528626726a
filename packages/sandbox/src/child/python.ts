import { constants } from 'node:fs';
import { sendSnapshot, type Files, type Print, type Received } from './channel.ts';
import type { Engine, Finished } from './engine.ts';

type Pyodide = Awaited<ReturnType<typeof import('pyodide').loadPyodide>>;

/** Directories of the interpreter itself. */
const OWN = ['/lib', '/dev', '/proc', '/home', '/usr', '/bin', '/etc'];

/** Runs a program, and returns its exit code and the value of its last expression as JSON text or None. */
const HARNESS = `
def _make_run():
    import json
    from pyodide.code import eval_code_async
    async def run(source):
        try:
            value = await eval_code_async(source, {'__name__': '__main__'}, filename='main.py')
        except SystemExit as end:
            return (end.code if isinstance(end.code, int) else 0 if end.code is None else 1, None)
        try:
            return (0, None if value is None else json.dumps(value))
        except (TypeError, ValueError, RecursionError):
            return (0, None)
    return run
_make_run()
`;

/** What the harness and most programs import, so that it is part of the snapshot. */
const IMPORTS = 'import json, random, pyodide.code';

/** Loads the interpreter and sends its memory, or not, or begins with the memory of another one. */
export async function openPython(module: string, snapshot: Uint8Array | 'none' | 'send'): Promise<Engine> {
  // Emscripten asks for these numbers by a function that the permissions of Node forbid.
  Object.assign(process, { binding: () => ({ fs: constants }) });
  const { loadPyodide }: typeof import('pyodide') = await import(module);
  const pyodide = await loadPyodide({
    indexURL: new URL('.', module).pathname,
    // `import js` finds this object instead of the globals of the process.
    jsglobals: Object.create(null),
    env: { HOME: '/' },
    stdin: () => null,
    _makeSnapshot: snapshot === 'send',
    ...(typeof snapshot === 'string' ? {} : { _loadSnapshot: snapshot }),
  });
  pyodide.runPython(IMPORTS);
  if (snapshot === 'send') sendSnapshot(pyodide.makeMemorySnapshot());
  // All processes that begin with the same memory would draw the same numbers.
  pyodide.runPython('random.seed()');
  const evaluate: Evaluate = pyodide.runPython(HARNESS);
  pyodide.FS.chdir('/');
  return { run: (request, print) => runCode({ pyodide, evaluate }, request, print) };
}

/** Takes the source, and returns a Python tuple of exit code and value. */
type Evaluate = (source: string) => Promise<{ toJs(): unknown }>;

interface Python {
  pyodide: Pyodide;
  evaluate: Evaluate;
}

async function runCode({ pyodide, evaluate }: Python, { files, source }: Received, print: Print): Promise<Finished> {
  for (const [path, bytes] of files) place(pyodide, path, bytes);
  const writeTo = (stream: 'stdout' | 'stderr') => ({
    write: (bytes: Uint8Array): number => {
      print(stream, new Uint8Array(bytes));
      return bytes.length;
    },
  });
  pyodide.setStdout(writeTo('stdout'));
  pyodide.setStderr(writeTo('stderr'));
  const end = await evaluate(source).then(
    (tuple) => tuple.toJs() as [number, string | undefined],
    (error: unknown) => (print('stderr', ownFrames(messageOf(error))), [1, undefined] as const),
  );
  return { exitCode: end[0], value: end[1] ?? null, files: readAll(pyodide, '/') };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function place({ FS }: Pyodide, path: string, bytes: Uint8Array): void {
  FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
  FS.writeFile(path, bytes);
}

function readAll({ FS }: Pyodide, directory: string): Files {
  const files: Files = new Map();
  const open = [directory];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of FS.readdir(next)) {
      const path = next === '/' ? `/${name}` : `${next}/${name}`;
      if (name === '.' || name === '..' || OWN.includes(path)) continue;
      const { mode } = FS.lstat(path);
      if (FS.isDir(mode)) open.push(path);
      else if (FS.isFile(mode)) files.set(path, FS.readFile(path));
    }
  }
  return files;
}

/** A traceback without the frames of Pyodide, which come first. */
function ownFrames(traceback: string): string {
  const lines = traceback.split('\n');
  const own = lines.findIndex((line) => line.startsWith('  File "main.py"'));
  return own === -1 ? traceback : [lines[0], ...lines.slice(own)].join('\n');
}
