import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules/.bin');
const results = path.join(root, 'node_modules/.cache/test-results');

/** What needs no service and takes seconds. */
const checks = [
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'types of the UI', command: ['tsc', '--noEmit', '-p', 'apps/ui'] },
  { name: 'boundaries', command: ['turbo', 'boundaries'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'dead code of the product', command: ['knip', '--production', '--config', 'knip.production.js'] },
];

/** Runs a check; it counts as one test. */
async function runCheck({ name, command }) {
  const { isPassed, seconds } = await runTool(name, command);
  return { name, seconds, passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 };
}

/** One after the other. */
export async function runChecks() {
  const outcomes = [];
  for (const check of checks) outcomes.push(await runCheck(check));
  return outcomes;
}

/**
 * Runs one vitest project and counts its tests. `again` runs what failed once more, alone: on a loaded machine a test can fail that is
 * right. A test that fails only among the others is printed as unstable, and is a failure where EVERRUNS_STRICT=1 (nightly).
 */
export async function runProject(options) {
  const first = await runVitest(options);
  return { ...first, again: () => runAgain(first, options) };
}

async function runAgain(first, options) {
  console.log(`\n── ${options.name}: what failed runs once more`);
  const second = await runVitest({ ...options, files: first.failures.map(({ file }) => file) });
  const seconds = first.seconds + second.seconds;
  if (second.failed > 0) return { ...first, seconds };
  // An error outside a test has no file. Then the whole project has run again.
  const unstable = first.failures.length === 0 ? ['an error outside of any test'] : first.failures.flatMap(toNames);
  const counts = first.failures.length === 0 ? second : { ...first, passed: first.passed + first.failed, failed: 0 };
  return { ...counts, seconds, unstable };
}

const toNames = ({ file, tests }) => tests.map((test) => `${path.relative(root, file)}: ${test}`);

async function runVitest({ name, project, env, files = [] }) {
  const report = path.join(results, `${name.replaceAll(' ', '-')}.json`);
  mkdirSync(results, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const command = ['vitest', 'run', '--project', project, '--passWithNoTests', ...reporters, ...files];
  const { isPassed, seconds } = await runTool(name, command, env);
  const counts = readReport(report);
  // A file that cannot be loaded, or an error outside a test, fails the run without a failed test.
  if (!isPassed && counts.failed === 0) counts.failed = 1;
  return { name, seconds, ...counts };
}

function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    const failures = report.testResults.filter(({ status }) => status === 'failed').map(readFailedFile);
    // A file that cannot be loaded fails without a failed test.
    const failed = Math.max(report.numFailedTests, failures.length);
    return { passed: report.numPassedTests, failed, skipped, failures };
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
}

function readFailedFile({ name, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  return { file: name, tests: failed.length === 0 ? ['the file'] : failed };
}

async function runTool(name, [tool, ...args], env = {}) {
  const isBeside = besides.getStore() === true;
  if (!isBeside) console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const child = spawn(path.join(bin, tool), args, {
    cwd: root,
    stdio: isBeside ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    env: { ...toolEnvironment(), ...env },
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => said.push(piece));
  // Whoever stops us stops the tool, which takes its servers down; nothing runs after it.
  const stop = (signal) => {
    child.kill(signal);
    child.once('exit', () => process.exit(130));
  };
  const signals = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, stop);
  const [code] = await once(child, 'exit').catch((error) => {
    console.error(error.message);
    return [null];
  });
  for (const signal of signals) process.off(signal, stop);
  if (isBeside) process.stdout.write(Buffer.concat([Buffer.from(`\n── ${name}\n`), ...said]));
  return { isPassed: code === 0, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

/** The locked Node first on PATH; our own switches are not for the tools, and a real key is not for tests. */
export function toolEnvironment() {
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    // In CI vitest colors its dots although nobody sees them: ten times the log.
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
  };
  for (const name of Object.keys(env)) {
    if (/^EVERRUNS_|_API_KEY$|^DATABASE_URL$/.test(name)) delete env[name];
  }
  return env;
}

/** Whether the running part is beside the main lane, so that its output is printed in one piece at its end. */
const besides = new AsyncLocalStorage();

/**
 * Runs stages one after the other. The lanes of a stage run side by side: each is a list of parts, one after the other. What failed runs
 * once more when nothing else does. Returns the outcome of each part.
 */
export async function runStages(parts, stages) {
  const unknown = stages.flat(2).filter((name) => parts[name] === undefined);
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
    process.exit(1);
  }
  const outcomes = [];
  for (const lanes of stages) {
    const running = lanes.map((lane, index) => besides.run(index > 0, () => runLane(parts, lane)));
    outcomes.push(...(await Promise.all(running)).flat());
  }
  if (process.env.EVERRUNS_STRICT === '1') return outcomes;
  const final = [];
  for (const outcome of outcomes)
    final.push(outcome.failed > 0 && outcome.again !== undefined ? await outcome.again() : outcome);
  return final;
}

async function runLane(parts, lane) {
  const outcomes = [];
  for (const name of lane) outcomes.push(await parts[name]());
  return outcomes.flat();
}

/** Runs a project that needs a browser. */
export async function runInBrowser({ name, project }) {
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (existsSync(chromium)) return runProject({ name, project });
  return reportMissing(name, 'no browser (apt-get install chromium, or CHROMIUM_PATH)', 'EVERRUNS_REQUIRE_CHROMIUM');
}

/** The outcome of a part whose program is not here: a failure where `requireName` is set, else skipped. */
export function reportMissing(name, reason, requireName) {
  const isRequired = process.env[requireName] === '1';
  return { name, passed: 0, failed: isRequired ? 1 : 0, skipped: isRequired ? 0 : 1, reason };
}

/** Prints one line a step and, last, the sum; ends the process with 1 when anything failed. */
export function finish(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log('');
  for (const { name, passed, failed, skipped, seconds, reason } of outcomes) {
    const verdict = failed > 0 ? 'FAILED ' : skipped > 0 && passed === 0 ? 'skipped' : 'ok     ';
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`;
    console.log(`${verdict} ${name}: ${reason ?? counts}`);
  }
  const unstable = outcomes.flatMap((outcome) => outcome.unstable ?? []);
  for (const test of unstable) console.log(`unstable: ${test} (it failed once and passed alone)`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
