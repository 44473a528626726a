import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readInstance } from '../src/data-folder/instance.ts';
import { readPostmasterPid } from '../src/postgres/postmaster-pid.ts';
import { runCli } from './cli-process.ts';

it('everruns dev prints a link at which the UI and, through it, the API answer; both end with it, even when it is killed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-ui-'));
  const { child, prints, output, ends } = runCli(['dev', '--port', '0'], { EVERRUNS_DATA_DIR: folder });
  try {
    await prints('until=idle');
    const url = (await readInstance(folder))?.ui_url ?? '';
    expect(output()).toContain(`UI         ${url}\n`);
    expect((await fetch(`${url}/dashboard`)).status).toBe(200);
    const agents = (await (await fetch(`${url}/v1/agents`)).json()) as { data: { name: string }[] };
    expect(agents.data.map(({ name }) => name)).toEqual(['Sample agent']);
    child.kill('SIGKILL');
    await ends();
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'answers',
          () => 'is gone',
        ),
      )
      .toBe('is gone');
  } finally {
    child.kill('SIGKILL');
    // The next start would stop the database that a killed one leaves behind; here there is none.
    const orphan = await readPostmasterPid(path.join(folder, 'postgres', 'data'));
    if (orphan !== null) process.kill(orphan.pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  }
});
