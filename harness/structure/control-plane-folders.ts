import path from 'node:path';
import { readImports } from './imports.ts';
import { listFiles } from './source-files.ts';

export const SOURCE = 'apps/control-plane/src';

export interface Folder {
  /** The path below `SOURCE`; `.` contains the files that compose the process. */
  name: string;
  holds: string;
  /** The folders further down that its files may import. Lint and the test refuse imports of any other folder. */
  imports: readonly string[];
}

const LISTED: readonly Folder[] = [
  {
    name: '.',
    holds: 'composes the process',
    imports: ['http', 'grpc', 'services', 'engine', 'auth', 'telemetry', 'events', 'limits', 'config', 'crypto', 'db'],
  },
  {
    name: 'http',
    holds: 'routes, SSE, the route kit',
    imports: ['services', 'engine', 'auth', 'telemetry', 'events', 'idempotency', 'config'],
  },
  { name: 'grpc', holds: 'the listener of the workers', imports: ['db'] },
  {
    name: 'services',
    holds: 'one verb a file',
    imports: ['engine', 'auth', 'events', 'limits', 'idempotency', 'repositories', 'config', 'crypto', 'db'],
  },
  {
    name: 'engine',
    holds: 'the door of the turn engine: `engine/index.ts`',
    imports: [
      'engine/sweep',
      'engine/runners',
      'engine/verbs',
      'engine/transact',
      'engine/memory',
      'engine/statements',
      'engine/ports',
      'events',
      'db',
    ],
  },
  {
    name: 'engine/sweep',
    holds: 'finds what should run and does not',
    imports: ['engine/runners', 'engine/verbs', 'engine/transact', 'engine/statements', 'engine/ports', 'events'],
  },
  {
    name: 'engine/runners',
    holds: 'where segments run: here, or on Temporal',
    imports: [
      'engine/verbs',
      'engine/transact',
      'engine/memory',
      'engine/statements',
      'engine/ports',
      'engine/state',
      'events',
      'limits',
      'db',
    ],
  },
  {
    name: 'engine/verbs',
    holds: 'what may be asked of a turn',
    imports: [
      'engine/transact',
      'engine/memory',
      'engine/statements',
      'engine/decide',
      'engine/ports',
      'engine/state',
      'idempotency',
      'repositories',
      'db',
    ],
  },
  {
    name: 'engine/transact',
    holds: 'how a decision is written',
    imports: [
      'engine/memory',
      'engine/statements',
      'engine/decide',
      'engine/ports',
      'engine/state',
      'events',
      'idempotency',
      'db',
    ],
  },
  {
    name: 'engine/memory',
    holds: 'what this process knows of sessions',
    imports: ['engine/statements', 'engine/ports', 'engine/state', 'db'],
  },
  {
    name: 'engine/statements',
    holds: 'the SQL of the engine',
    imports: ['engine/decide', 'engine/state', 'db'],
  },
  { name: 'engine/decide', holds: 'the rules, without a database', imports: ['engine/state'] },
  {
    name: 'engine/ports',
    holds: 'what the engine needs of others',
    imports: ['engine/state', 'limits', 'repositories', 'db'],
  },
  { name: 'engine/state', holds: 'rows, and the change of a session', imports: ['events'] },
  { name: 'auth', holds: 'who calls', imports: ['repositories', 'config', 'crypto', 'db'] },
  { name: 'telemetry', holds: 'traces and metrics', imports: ['events', 'repositories', 'config', 'db'] },
  { name: 'events', holds: 'the hub and the log', imports: ['limits', 'repositories', 'db'] },
  { name: 'limits', holds: 'how much an organization may use', imports: ['db'] },
  { name: 'idempotency', holds: 'a write that is repeated answers as before', imports: ['db'] },
  { name: 'repositories', holds: 'rows of everything but turns', imports: ['crypto', 'db'] },
  { name: 'config', holds: 'the settings', imports: ['crypto'] },
  { name: 'crypto', holds: 'secrets at rest', imports: ['db'] },
  { name: 'db', holds: 'connections, transactions, tables', imports: [] },
  { name: 'kernel', holds: 'what everybody uses', imports: [] },
];

/** Every folder may import it, and it imports none. */
const KERNEL = 'kernel';

/** The folders from top to bottom: the test refuses an import of a folder further up. */
export const FOLDERS: readonly Folder[] = LISTED.map((folder) =>
  folder.name === KERNEL ? folder : { ...folder, imports: [...folder.imports, KERNEL] },
);

/** Returns the folder whose rules apply to a file, or null if its folder is not listed. */
export function folderOf(file: string): string | null {
  const below = path.relative(SOURCE, path.dirname(file)) || '.';
  const names = FOLDERS.map(({ name }) => name).filter((name) => below === name || below.startsWith(`${name}/`));
  const [longest] = names.toSorted((left, right) => right.length - left.length);
  return longest === 'engine' && below !== 'engine' ? null : (longest ?? null);
}

/** Whether a file is shipped, so that it is neither a test nor used only by tests. */
export function isProduct(file: string): boolean {
  return !/\.test\.ts$|\.contract\.ts$|\/testing\//.test(file);
}

export interface Arrow {
  from: string;
  to: string;
  file: string;
  target: string;
}

/** Returns every import in product code that leaves its folder, whether of a value or of a type. */
export function findArrows(): Arrow[] {
  const files = listFiles(`${SOURCE}/*.ts`).filter(isProduct);
  return files.flatMap((file) =>
    readImports(file)
      .filter((target) => target.startsWith(`${SOURCE}/`))
      .map((target) => ({ from: folderOf(file) ?? '?', to: folderOf(target) ?? '?', file, target }))
      .filter(({ from, to }) => from !== to),
  );
}
