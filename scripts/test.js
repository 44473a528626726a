// `npm test`: everything. EVERRUNS_REQUIRE_TEMPORAL=1, …_POSTGRES_15=1 and …_CHROMIUM=1 turn what is missing into a failure.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { finish, root, runChecks, runProcess, runProject } from './steps.js';

const outcomes = [...(await runChecks()), await runProject({ name: 'unit', project: 'unit' })];
// What needs services waits for them half of its time: two at once.
const [left, right] = await Promise.all([
  inTurn([testPostgres18, testPostgres15, testUi]),
  inTurn([testTemporal, testEndToEnd]),
]);
finish([...outcomes, ...left, ...right]);

async function inTurn(steps) {
  const results = [];
  for (const step of steps) results.push(await step());
  return results;
}

function testPostgres18() {
  return runProject({ name: 'postgres 18', project: 'postgres', env: { EVERRUNS_TEST_POSTGRES: '18' } });
}

function testEndToEnd() {
  return runProject({ name: 'e2e', project: 'e2e' });
}

async function testPostgres15() {
  const name = 'postgres 15';
  if (existsSync('/usr/lib/postgresql/15/bin/postgres')) {
    return runProject({ name, project: 'postgres', env: { EVERRUNS_TEST_POSTGRES: '15' } });
  }
  return missing(name, 'not installed (apt-get install postgresql-15)', 'EVERRUNS_REQUIRE_POSTGRES_15');
}

async function testTemporal() {
  console.log('… temporal server (built once from Go modules where none is found: minutes)');
  const found = await runProcess(process.execPath, [path.join(root, 'harness/dev/install-temporal.ts')]);
  if (found.code === 0) return runProject({ name: 'temporal', project: 'temporal' });
  const reason = /^\w*Error: (.*)$/m.exec(found.output)?.[1] ?? found.output.trim();
  return missing('temporal', reason, 'EVERRUNS_REQUIRE_TEMPORAL');
}

async function testUi() {
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (existsSync(chromium)) return runProject({ name: 'ui', project: 'ui' });
  return missing('ui', 'no browser (apt-get install chromium, or CHROMIUM_PATH)', 'EVERRUNS_REQUIRE_CHROMIUM');
}

function missing(name, reason, requireName) {
  const isRequired = process.env[requireName] === '1';
  return { name, passed: 0, failed: isRequired ? 1 : 0, skipped: isRequired ? 0 : 1, reason };
}
