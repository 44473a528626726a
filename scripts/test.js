// `npm test`: everything; `npm test -- temporal ui`: these parts of it. EVERRUNS_REQUIRE_TEMPORAL=1, …_POSTGRES_15=1, …_REDIS=1, …_H11=1, …_PROMTOOL=1 and …_CHROMIUM=1 turn what is missing into a failure.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  finish,
  reportMissing,
  root,
  runChecks,
  runInBrowser,
  runProject,
  runStages,
  toolEnvironment,
} from './steps.js';

const PARTS = {
  checks: runChecks,
  unit: () => runProject({ name: 'unit', project: 'unit' }),
  'postgres-18': () => runProject({ name: 'postgres 18', project: 'postgres', env: { EVERRUNS_TEST_POSTGRES: '18' } }),
  redis: testRedis,
  temporal: testTemporal,
  e2e: testEndToEnd,
  ui: () => runInBrowser({ name: 'ui', project: 'ui' }),
};

/** Runs by name only: `.ci/run` does so after the others. */
const LATER = { 'postgres-15': testPostgres15 };

/** Temporal waits for timers most of its time, beside what needs the processor. */
const STAGES = [[['checks', 'unit', 'postgres-18', 'redis'], ['temporal']], [['e2e']], [['ui']]];

const wanted = process.argv.slice(2);
const outcomes = await runStages({ ...PARTS, ...LATER }, wanted.length > 0 ? [[wanted]] : STAGES);
tellRest();
finish(outcomes);

/** Says which proofs are elsewhere. */
function tellRest() {
  if (wanted.length > 0) return;
  const files = globSync('{apps,packages,harness}/**/*.nightly.test.ts', { cwd: root, exclude: ['**/node_modules'] });
  const nightly = files.toSorted().map((file) => `\n  ${file}`);
  console.log(
    `\nNot in \`npm test\`: \`npm test -- ${Object.keys(LATER).join(' ')}\` and \`pnpm kits\`, which .ci/run runs too.`,
  );
  console.log(`Every night \`pnpm nightly\`:${nightly.join('')}`);
}

async function testEndToEnd() {
  const tested = await runProject({ name: 'e2e', project: 'e2e' });
  return [tested, ...findMissingH11(), ...findMissingPromtool()];
}

async function testPostgres15() {
  const name = 'postgres 15';
  if (existsSync('/usr/lib/postgresql/15/bin/postgres')) {
    return runProject({ name, project: 'postgres', env: { EVERRUNS_TEST_POSTGRES: '15' } });
  }
  return reportMissing(name, 'not installed (apt-get install postgresql-15)', 'EVERRUNS_REQUIRE_POSTGRES_15');
}

async function testRedis() {
  const isThere = spawnSync('redis-server', ['--version']).status === 0;
  if (isThere) return runProject({ name: 'redis', project: 'redis' });
  return reportMissing('redis', 'not installed (apt-get install redis-server)', 'EVERRUNS_REQUIRE_REDIS');
}

async function testTemporal() {
  console.log('\n── temporal server (built once from Go modules where none is found: minutes)');
  const script = path.join(root, 'harness/dev/install-temporal.ts');
  // Not in a blocking way: another lane goes on meanwhile.
  const missing = await promisify(execFile)(process.execPath, [script], { cwd: root, env: toolEnvironment() }).then(
    () => null,
    ({ stderr }) => /^\w*Error: (.*)$/m.exec(stderr)?.[1] ?? stderr.trim(),
  );
  if (missing === null) return runProject({ name: 'temporal', project: 'temporal' });
  return reportMissing('temporal', missing, 'EVERRUNS_REQUIRE_TEMPORAL');
}

/** The e2e project skips the tests of harness/smuggling without it. */
function findMissingH11() {
  const found = spawnSync(process.execPath, [path.join(root, 'harness/smuggling/main.ts')], { env: toolEnvironment() });
  return found.status === 0
    ? []
    : [reportMissing('h11', 'not installed (pip install h11==0.16.0)', 'EVERRUNS_REQUIRE_H11')];
}

/** The e2e project does not check the alert rules without it. */
function findMissingPromtool() {
  if (existsSync('/usr/bin/promtool')) return [];
  return [reportMissing('promtool', 'not installed (apt-get install prometheus)', 'EVERRUNS_REQUIRE_PROMTOOL')];
}
