import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runTool } from './pack-package.ts';
import { stageCli } from './stage-cli.ts';
import { repository } from './workspace-packages.ts';

/** The UI is built where it is not, and a registry sends some hundred megabytes. */
const PATIENCE_MS = 400_000;

let folder: string;
let tarball: string;
let home: string;
/** A folder of its own: the account that PostgreSQL runs as passes through its parent. */
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-kit-'));
  // As an installed program is: the account that PostgreSQL runs as must read it.
  await chmod(folder, 0o755);
  const stage = path.join(folder, 'stage');
  home = path.join(folder, 'empty');
  data = await mkdtemp(path.join(tmpdir(), 'everruns-data-'));
  await mkdir(stage);
  await mkdir(home);
  await stageCli(stage);
  const { stdout } = await runTool('npm', ['pack', '--pack-destination', folder], stage);
  tarball = path.join(folder, stdout.trim().split('\n').at(-1) ?? '');
  await runTool('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', tarball], home);
}, PATIENCE_MS);
afterAll(() => Promise.all([folder, data].map((each) => rm(each, { recursive: true, force: true }))));

/** With the Node of the machine, which may be an older one, and nothing of this repository. */
function hostEnvironment(): Record<string, string> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((each) => !each.startsWith(repository));
  return { PATH: folders.join(path.delimiter), HOME: home, EVERRUNS_DATA_DIR: data, EVERRUNS_CONFIG_DIR: data };
}

function start(...args: string[]) {
  const program = path.join(home, 'node_modules/.bin/everruns');
  const child = spawn(program, args, { cwd: home, env: hostEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const prints = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('until=idle')) prints.resolve();
    });
  }
  const closed = once(child, 'close');
  void closed.then(() => prints.reject(new Error(`It ended:\n${output}`)));
  // Commands that end by themselves are not waited for in this way.
  prints.promise.catch(() => undefined);
  const ends = async (): Promise<{ code: number | null; output: string }> => {
    await closed;
    return { code: child.exitCode, output };
  };
  return { child, isServing: prints.promise, ends };
}

it('the tarball of everruns can be published', async () => {
  const { stderr } = await runTool('npm', ['publish', '--dry-run', '--access', 'public', tarball], folder);
  expect(stderr).toContain('everruns@');
});

it(
  'installed into an empty folder it serves the API and the UI, and answers on the command line',
  async () => {
    const server = start('dev', '--port', '0');
    await server.isServing;
    try {
      const chat = await start('chat', 'What time is it in Tokyo?').ends();
      expect(chat).toMatchObject({ code: 0, output: expect.stringContaining('Asia/Tokyo') });
      const { output } = await start('ui').ends();
      expect((await fetch(`${output.trim()}/dashboard`)).status).toBe(200);
      // The built page, and not the source that a clone shows until then.
      expect(await (await fetch(`${output.trim()}/docs/errors/not_found`)).text()).toContain(
        '<title>not_found | Everruns</title>',
      );
    } finally {
      server.child.kill('SIGINT');
      await server.ends();
    }
    expect(server.child.exitCode).toBe(0);
  },
  PATIENCE_MS,
);
