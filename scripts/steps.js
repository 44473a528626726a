import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules/.bin');
const results = path.join(root, 'node_modules/.cache/test-results');

/** What needs no service and takes seconds. */
export const checks = [
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'boundaries', command: ['turbo', 'boundaries'] },
  { name: 'dead code', command: ['knip'] },
];

/** Runs a check; it counts as one test. */
export function runCheck({ name, command }) {
  const isPassed = runTool(name, command) === 0;
  return { name, passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 };
}

/** Runs one vitest project and counts its tests. */
export function runProject({ name, project, env }) {
  const report = path.join(results, `${name.replaceAll(' ', '-')}.json`);
  mkdirSync(results, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const status = runTool(name, ['vitest', 'run', '--project', project, '--passWithNoTests', ...reporters], env);
  const counts = readReport(report);
  // A file that cannot be loaded, or an error outside a test, fails the run without a failed test.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return { name, ...counts };
}

function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

function runTool(name, [tool, ...args], env = {}) {
  console.log(`\n── ${name}`);
  const { status, error } = spawnSync(path.join(bin, tool), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...toolEnvironment(), ...env },
  });
  if (error) console.error(error.message);
  return status;
}

/** The locked Node first on PATH; our own switches are not for the tools, and a real key is not for tests. */
export function toolEnvironment() {
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    // In CI vitest colours its dots although nobody sees them: ten times the log.
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
  };
  for (const name of Object.keys(env)) {
    if (/^EVERRUNS_|_API_KEY$|^DATABASE_URL$/.test(name)) delete env[name];
  }
  return env;
}

/** Prints one line a step and, last, the sum; ends the process with 1 when anything failed. */
export function finish(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log('');
  for (const { name, passed, failed, skipped, reason } of outcomes) {
    const verdict = failed > 0 ? 'FAILED ' : skipped > 0 && passed === 0 ? 'skipped' : 'ok     ';
    console.log(`${verdict} ${name}: ${reason ?? `${passed} passed, ${failed} failed, ${skipped} skipped`}`);
  }
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
