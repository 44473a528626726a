import { expect, it } from 'vitest';
import { isProduct, SOURCE } from './control-plane-folders.ts';
import { listFiles, readSource } from './source-files.ts';

/**
 * Who runs statements as the keeper of accounts, which sees people and credentials of all organizations. Adding a file is a security decision
 * and needs a review: what a caller asks for within one organization needs no entry.
 */
const ACCOUNTS = [
  // Who calls: a credential is looked up before an organization is known.
  'auth/authenticator.ts',
  'auth/credential-watch.ts',
  'auth/postgres-counts.ts',
  // Public routes: signing in, registering, refreshing, the login of a device.
  'http/dispatch.ts',
  // A person, beyond the organization in which they act.
  'services/auth/change-password.ts',
  'services/auth/decide-device-login.ts',
  'services/auth/logout.ts',
  'services/auth/me.ts',
  'services/auth/switch-organization.ts',
  'services/orgs/invitations.ts',
  'services/orgs/members.ts',
  // At the start, and every hour.
  'services/housekeeping.ts',
  'start-control-plane.ts',
];

/** Who knows the database that sees all organizations. What gets it works for no caller. */
const FOR_ALL = [
  'engine/open-engine.ts',
  'engine/memory/group-create.ts',
  'events/create-event-hub.ts',
  'events/read-log.ts',
  'services/background-work.ts',
  'services/dependencies.ts',
  'services/sessions/export.ts',
  'start-control-plane.ts',
];

const product = listFiles(`${SOURCE}/*.ts`, `${SOURCE}/**/*.ts`).filter(isProduct);
const using = (use: RegExp): string[] =>
  product
    .filter((file) => use.test(readSource(file)))
    .map((file) => file.slice(SOURCE.length + 1))
    .filter((file) => file !== 'kernel/acting.ts' && file !== 'db/database.ts')
    .toSorted();

it('statements run as the keeper of accounts where the list says so, and nowhere else', () => {
  expect(using(/\bactAsAccounts\b/)).toEqual(ACCOUNTS.toSorted());
});

it('the database that sees all organizations is handed out where the list says so, and nowhere else', () => {
  expect(using(/\bforAll\b/)).toEqual(FOR_ALL.toSorted());
});

it('roles are taken by the driver and the lease, and by no statement of a repository', () => {
  const taking = using(/\bset (?:local )?role\b|set_config\('role'|everruns\.org_id/);
  expect(taking).toEqual([
    'db/pipelined-driver.ts',
    'db/roles/find-roles.ts',
    'db/roles/rights.ts',
    'engine/runners/local/lease.ts',
  ]);
});
