import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Tables } from './tables.ts';
import { TenantGuard } from './tenant-guard.ts';

const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [new TenantGuard()],
});
const ORG = '00000000-0000-7000-8000-000000000001';

describe('a statement over a tenant table', () => {
  it('passes when it is bound to an organization', async () => {
    const row = { org_id: ORG, user_id: ORG, role: 'viewer' };
    await db.selectFrom('agents').selectAll().where('org_id', '=', ORG).execute();
    await db
      .selectFrom('users')
      .innerJoin('memberships', 'users.id', 'memberships.user_id')
      .select('users.id')
      .where('memberships.org_id', '=', ORG)
      .execute();
    await db
      .insertInto('memberships')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db.updateTable('agents').set({ name: 'x' }).where('org_id', '=', ORG).where('id', '=', ORG).execute();
    await db.selectFrom('organizations').selectAll().execute();
  });

  it('is judged without a look into what it binds: a file has millions of bytes', async () => {
    const content = new Proxy(Buffer.from('bytes'), {
      ownKeys: () => {
        throw new Error('looked into the bytes');
      },
    });
    await db.updateTable('session_files').set({ content }).where('org_id', '=', ORG).where('id', '=', ORG).execute();
    await db
      .insertInto('session_files')
      .values({ org_id: ORG, id: ORG, session_id: ORG, path: '/a', is_directory: false, content })
      .execute();
  });

  it.each([
    ['reads without', () => db.selectFrom('agents').selectAll().where('id', '=', ORG).execute()],
    ['only selects the column', () => db.selectFrom('agents').select(['id', 'org_id']).where('id', '=', ORG).execute()],
    ['only orders by it', () => db.selectFrom('sessions').select('id').orderBy('org_id').execute()],
    [
      'joins without',
      () =>
        db
          .selectFrom('users')
          .innerJoin('memberships', 'users.id', 'memberships.user_id')
          .select('memberships.org_id')
          .execute(),
    ],
    [
      'hides in a subquery',
      () =>
        db
          .selectFrom('organizations')
          .select('id')
          .where('id', 'in', db.selectFrom('api_keys').select('api_keys.org_id').where('id', '=', ORG))
          .execute(),
    ],
    ['updates without', () => db.updateTable('api_keys').set({ org_id: ORG }).where('id', '=', ORG).execute()],
    ['deletes without', () => db.deleteFrom('events').where('session_id', '=', ORG).execute()],
    [
      'counts without',
      () =>
        db
          .selectFrom('events')
          .select(sql<number>`count(*)`.as('n'))
          .execute(),
    ],
  ])('throws when it %s', async (_name, run) => {
    await expect(async () => run()).rejects.toThrow(/without a condition on org_id/);
  });
});
