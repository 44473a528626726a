import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import './vitest-context.ts';
import { runCli } from './cli-process.ts';
import { useCli } from './use-cli.ts';

const world = useCli();

describe('a failure is one sentence', () => {
  it('busy port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await world.fails(['dev', '--port', String(port)])).toMatch(
      /^Port \d+ on 127\.0\.0\.1 is taken by .+ \(process \d+\): stop it, or choose another with `npm start -- --port N` or HTTP_ADDR\.$/,
    );
    server.close();
  });

  it('read-only folder', async () => {
    expect(await world.fails(['dev'], { EVERRUNS_DATA_DIR: '/proc/everruns' })).toBe(
      'The data folder /proc/everruns cannot be written (ENOENT): set EVERRUNS_DATA_DIR to a folder that can.',
    );
  });

  it('a database that cannot be reached', async () => {
    expect(await world.fails(['dev', '--port', '0'], { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' })).toBe(
      'The database at 127.0.0.1:1/x cannot be used (connect ECONNREFUSED 127.0.0.1:1): correct DATABASE_URL, or unset it for an embedded PostgreSQL.',
    );
  });

  it('a UI that the network would reach without a login', async () => {
    const message = (host: string) =>
      `UI_ADDR ${host} is beyond loopback and AUTH_MODE=none lets anyone in; bind to 127.0.0.1, or set AUTH_NONE_ALLOW_REMOTE=true.`;
    expect([
      await world.fails(['dev', '--port', '0'], { UI_ADDR: '0.0.0.0:0' }),
      await world.fails(['dev', '--port', '0'], { UI_ADDR: '[::ffff:0.0.0.0]:0' }),
    ]).toEqual([message('0.0.0.0'), message('::ffff:0.0.0.0')]);
  });

  it('unknown setting', async () => {
    expect(await world.fails(['dev', '--port', '0'], { EVERRUNS_DATADIR: 'x' })).toBe(
      'EVERRUNS_DATADIR is not a setting; did you mean EVERRUNS_DATA_DIR?.',
    );
  });

  it.each([
    [
      ['worker'],
      { GRPC_ADDRESS: 'control-plane', TEMPORAL_ADDRESS: 'temporal' },
      'GRPC_ADDRESS must look like host:9001; WORKER_GRPC_TOKEN is not set; TEMPORAL_ADDRESS must look like host:7233.',
    ],
    [
      ['serve'],
      { TEMPORAL_ADDRESS: 'temporal:7233', HTTP_ADDR: 'localhost' },
      'DATABASE_URL is not set; HTTP_ADDR must look like 127.0.0.1:9000; SECRETS_ENCRYPTION_KEY is not set; WORKER_GRPC_TOKEN is required when turns run on Temporal, because workers send it to every replica.',
    ],
    [
      ['migrate'],
      { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' },
      'The database at 127.0.0.1:1/x cannot be used (connect ECONNREFUSED 127.0.0.1:1): correct DATABASE_URL, or unset it for an embedded PostgreSQL.',
    ],
  ])('settings of %s: everything that is wrong, at once', async (args, env, sentence) => {
    expect(await world.fails(args, env)).toBe(sentence);
  });

  describe('about a given database', () => {
    let url: string;
    beforeEach(async () => {
      const name = `cli_${path.basename(world.folder).replaceAll(/\W/g, '').toLowerCase()}`;
      await query(inject('postgresUrl'), `create database ${name}`);
      url = new URL(`/${name}`, inject('postgresUrl')).href;
    });

    it('newer schema', async () => {
      const migrated = runCli(['migrate'], { DATABASE_URL: url });
      expect(await migrated.ends()).toBe(0);
      await query(url, "insert into schema_migrations (name, sha256, needs) values ('9999_future.sql', 'x', '9999')");
      // The first start of a checkout also says that it builds the UI.
      const said = (await world.fails(['dev', '--port', '0'], { DATABASE_URL: url })).replace(
        /^Building the UI.*\n/,
        '',
      );
      expect(said).toBe(
        'The database has the schema of a newer release (9999_future.sql): start that release, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.',
      );
    });

    it('a key that does not fit', async () => {
      const first = await world.start({ DATABASE_URL: url });
      first.child.kill('SIGTERM');
      expect(await first.ends()).toBe(0);
      await rm(path.join(world.folder, 'secrets.json'));
      expect(await world.fails(['dev', '--port', '0'], { DATABASE_URL: url })).toContain(
        'SECRETS_ENCRYPTION_KEY (key kek-v1) does not fit this database, which was written with key kek-v1.',
      );
    });
  });
});

describe('everruns doctor', () => {
  it('finds nothing wrong with a fresh set-up', async () => {
    const doctor = runCli(['doctor'], {
      EVERRUNS_DATA_DIR: world.folder,
      HTTP_ADDR: '127.0.0.1:0',
      GRPC_ADDR: '127.0.0.1:0',
      UI_ADDR: '127.0.0.1:0',
    });
    expect([await doctor.ends(), doctor.output()]).toEqual([0, expect.not.stringContaining('WRONG')]);
  });

  it.each([
    ['serve', 'WRONG  Settings: DATABASE_URL is not set; SECRETS_ENCRYPTION_KEY is not set.'],
    ['worker', 'WRONG  Settings: WORKER_GRPC_TOKEN is not set.'],
  ])('of %s reads that command’s own settings', async (subject, finding) => {
    expect(await world.fails(['doctor', subject])).toContain(finding);
  });

  it('says once what is wrong with the settings, also where a name was mistyped', async () => {
    const output = await world.fails(['doctor'], { AUTH_MOD: 'full', UI_ADDR: '9100' });
    expect(output.match(/AUTH_MOD is not a setting; did you mean AUTH_MODE\?/g)).toHaveLength(1);
    expect(output.match(/UI_ADDR must look like/g)).toHaveLength(1);
  });

  it('names every wrong setting at once, with the cure', async () => {
    const output = await world.fails(['doctor'], {
      DATABASE_URL: 'postgresql://127.0.0.1:1/x',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    expect(output).toContain('WRONG  Database: The database at 127.0.0.1:1/x cannot be used');
    expect(output).toContain('WRONG  Temporal: Nothing answers at 127.0.0.1:1');
    expect(await readFile(path.join(world.folder, 'secrets.json'), 'utf8')).toContain('kek-v1:');
  });
});

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
