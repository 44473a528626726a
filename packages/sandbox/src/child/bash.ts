import type { Bash as BashClass, CommandName, getCommandNames, IFileSystem } from 'just-bash';
import type { Files, Print, Received } from './channel.ts';
import { LimitReached } from './changes.ts';
import type { Engine, Finished } from './engine.ts';

const MB = 1024 * 1024;
const OUTPUT_BYTES = 64 * MB;
/** Loads the commands that most scripts use, because each is a module of its own. */
const WARM_UP = 'cat /dev/null | grep x | sed s/a/b/ | awk 1 | sort | head -1 | wc -l; ls / >/dev/null; mkdir -p /tmp';

/** How just-bash says that the script took too long. */
const TIMED_OUT = 124;
const DEADLINE = 'exceeded execution deadline';

/** Commands that start other engines, which are not installed. */
const LEFT_OUT: ReadonlySet<string> = new Set(['js-exec', 'node', 'python', 'python3', 'sqlite3', 'zstd', 'xz']);

interface JustBash {
  Bash: typeof BashClass;
  getCommandNames: typeof getCommandNames;
}

export async function openBash(module: string, { isSpare }: { isSpare: boolean }): Promise<Engine> {
  const { Bash, getCommandNames: listNames }: JustBash = await import(module);
  const commands = listNames().filter((name) => !LEFT_OUT.has(name)) as CommandName[];
  if (isSpare) await new Bash({ cwd: '/' }).exec(WARM_UP);
  return { run: (request, print) => runScript({ Bash, commands }, request, print) };
}

interface Shell {
  Bash: typeof BashClass;
  commands: CommandName[];
}

async function runScript({ Bash, commands }: Shell, request: Received, print: Print): Promise<Finished> {
  const { files, source, timeoutMs, memoryBytes } = request;
  const own = new Set(new Bash({ cwd: '/', commands }).fs.getAllPaths());
  const bash = new Bash({
    files: Object.fromEntries([...files].map(([path, bytes]) => [path, new Uint8Array(bytes)])),
    cwd: '/',
    commands,
    env: { HOME: '/', TMPDIR: '/tmp' },
    executionLimits: {
      maxExecutionTimeMs: timeoutMs,
      maxOutputSize: OUTPUT_BYTES,
      maxFileSystemBytes: memoryBytes / 2,
      maxLiveBytes: memoryBytes / 2,
      maxInputBytes: memoryBytes / 2,
    },
  });
  await bash.fs.mkdir('/tmp', { recursive: true });
  const { stdout, stderr, exitCode } = await bash.exec(source, { rawScript: true });
  if (exitCode === TIMED_OUT && stderr.includes(DEADLINE)) throw new LimitReached('time');
  print('stdout', stdout);
  print('stderr', stderr);
  return { exitCode, value: null, files: await readAll(bash.fs, own) };
}

/** Symbolic links are left out, because a session has none. */
async function readAll(fs: IFileSystem, without: ReadonlySet<string>): Promise<Files> {
  const files: Files = new Map();
  for (const path of fs.getAllPaths()) {
    if (without.has(path)) continue;
    const { isFile } = await fs.lstat(path);
    if (isFile) files.set(path, await fs.readFileBuffer(path));
  }
  return files;
}
