import { cp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildDocs } from '@everruns/cli/docs';
import { buildUi } from '@everruns/cli/ui';
import { compileFile } from './compile-packages.ts';
import { listWorkspacePackages, repository } from './workspace-packages.ts';

/** Builds the UI and writes it with its server into a folder. */
export async function stageUi(stage: string): Promise<void> {
  const folder = 'apps/ui';
  await buildUi(console.log);
  const leftOut = ['cache', 'dev', 'diagnostics', 'trace', 'trace-build', 'types', 'everruns-sources'];
  const built = path.join(repository, folder, '.next');
  await cp(built, path.join(stage, folder, '.next'), {
    recursive: true,
    filter: (source) => !leftOut.includes(path.relative(built, source)) && !source.endsWith('.map'),
  });
  await writeFile(path.join(stage, folder, '.next/everruns-prebuilt'), '');
  const ui = (await listWorkspacePackages()).get('@everruns/ui');
  if (ui === undefined) throw new Error('there is no UI');
  const targets = new Map([
    ['@everruns/ingress', 'packages/ingress/src/index.ts'],
    ['@everruns/log', 'packages/log/src/index.ts'],
  ]);
  const server = await readdir(path.join(repository, folder, 'src/server'));
  const sources = server.filter((name) => !name.endsWith('.test.ts')).map((name) => `src/server/${name}`);
  const files = [...sources, 'src/config/env.ts', 'next.config.ts'];
  for (const file of files) await compileFile(path.join(folder, file), stage, targets);
  await writeFile(path.join(stage, folder, 'package.json'), '{"name":"@everruns/ui","private":true,"type":"module"}\n');
}

/** Builds the documentation and writes it into a folder. */
export async function stageDocs(stage: string): Promise<void> {
  const built = 'apps/docs/dist';
  await buildDocs();
  await cp(path.join(repository, built), path.join(stage, built), { recursive: true });
}
