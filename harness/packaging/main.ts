import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { packPackage, runTool } from './pack-package.ts';
import { stageCli } from './stage-cli.ts';
import { repository } from './workspace-packages.ts';

// `node harness/packaging/main.ts [folder]`: the tarballs of the public packages, as they are published.
const folder = path.resolve(process.argv[2] ?? path.join(repository, 'dist'));
const stage = path.join(folder, 'everruns');
await rm(stage, { recursive: true, force: true });
await mkdir(stage, { recursive: true });
console.log(await packPackage('packages/sdk', folder));
await stageCli(stage);
const { stdout } = await runTool('npm', ['pack', '--pack-destination', folder], stage);
console.log(path.join(folder, stdout.trim().split('\n').at(-1) ?? ''));
