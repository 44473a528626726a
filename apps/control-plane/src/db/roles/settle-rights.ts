import { sleep } from '@everruns/kernel';
import type pg from 'pg';
import { codeOf } from '../pg-errors.ts';
import { planRights, type RightsPlan } from './plan-rights.ts';
import { readRightsState } from './rights-state.ts';

/** SQLSTATEs. */
const INSUFFICIENT_PRIVILEGE = '42501';
/**
 * Roles belong to the whole server, and another database may be brought to this release at the same moment: the role is there by then, or
 * its row was changed under us.
 */
const SOMEBODY_ELSE = new Set(['23505', '42710', 'XX000']);
const TRIES = 10;
const AGAIN_AFTER_MS = 100;

interface Patience {
  lockTimeoutMs: number;
}

/**
 * Brings a migrated database to the rights of this release, and changes nothing where they are complete. The caller holds the lock of those
 * who migrate. What the login may not do is left as it was: `findRoles` then says what an administrator does.
 */
export async function settleRights(client: pg.Client, patience: Patience): Promise<void> {
  const found = await readRightsState(client);
  // A start that finds nothing missing has looked once.
  if (found === null || isComplete(planRights(found))) return;
  await settle(client, patience, ({ ofViews }) => ofViews);
  // Once there are policies, a login that may not pass roles on still keeps them. Before, nobody may be left without the rows that they saw.
  const isGuarded = found.tables.some((table) => table.isGuarded);
  const parts = isGuarded ? [ofTables, ofRoles] : [(plan: RightsPlan) => [...ofRoles(plan), ...ofTables(plan)]];
  for (const part of parts) await settle(client, patience, part);
}

function isComplete({ ofViews, ofRoles, ofTables }: RightsPlan): boolean {
  return [ofViews, ofRoles, ofTables].every((statements) => statements.length === 0);
}

type Part = (plan: RightsPlan) => string[];
const ofRoles: Part = (plan) => plan.ofRoles;
const ofTables: Part = (plan) => plan.ofTables;

/** Applies what is missing of a part in one transaction, or nothing of it. */
async function settle(client: pg.Client, { lockTimeoutMs }: Patience, partOf: Part): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      const state = await readRightsState(client);
      const statements = state === null ? [] : partOf(planRights(state));
      if (statements.length === 0) return;
      await client.query(`begin; set local lock_timeout = ${lockTimeoutMs}`);
      for (const statement of statements) await client.query(statement);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback');
      const code = codeOf(error) ?? '';
      if (code === INSUFFICIENT_PRIVILEGE) return;
      if (!SOMEBODY_ELSE.has(code) || tried >= TRIES) throw error;
    }
    await sleep(AGAIN_AFTER_MS);
  }
}
