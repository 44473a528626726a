// `pnpm kits`: the suites of foreign clients, generators, packages, images, a cluster and release gates against the product, and the long proofs that
// `npm test` has no time for. `pnpm kits ui-kits`: one of its parts. EVERRUNS_REQUIRE_PYTHON=1, …_GO=1, …_FAKETIME=1 and …_CHROMIUM=1 turn what is missing into a failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { finish, reportMissing, root, runInBrowser, runProject, runStages, toolEnvironment } from './steps.js';

const PARTS = { kits: runKits, 'ui-kits': runUiKits };
const wanted = process.argv.slice(2);
finish(await runStages(PARTS, [[wanted.length > 0 ? wanted : Object.keys(PARTS)]]));

async function runKits() {
  const missing = [...installPython(), ...installGo(), ...installTemporal(), ...findMissingFaketime()];
  return [...missing, await runProject({ name: 'kits', project: 'kits' })];
}

/** Tours of the whole UI in a browser. */
function runUiKits() {
  return runInBrowser({ name: 'ui kits', project: 'ui-kits' });
}

/** The tests of what needs Python are skipped without it. */
function installPython() {
  console.log('\n── Python clients and generators (installed once, into ~/.cache/everruns: half a minute)');
  const reason = install('harness/foreign-clients/main.ts');
  if (reason === null) return [];
  return [reportMissing('kits of Python', `${reason} (Python 3.11 or later with venv)`, 'EVERRUNS_REQUIRE_PYTHON')];
}

/** The checks of the workflows and of the API against the released one are skipped without Go. */
function installGo() {
  console.log('\n── actionlint and oasdiff (built once, into ~/.cache/everruns: a minute or two)');
  const reason = install('harness/release-gates/main.ts');
  if (reason === null) return [];
  return [reportMissing('kits of Go', `${reason} (Go 1.26 or later)`, 'EVERRUNS_REQUIRE_GO')];
}

/** The cluster and the images are tested with a Temporal server only, and the proxy's file with HAProxy. */
function installTemporal() {
  console.log('\n── temporal server (built once from Go modules where none is found: minutes)');
  const reason = install('harness/dev/install-temporal.ts');
  if (reason === null) return [];
  return [reportMissing('cluster and images', reason, 'EVERRUNS_REQUIRE_TEMPORAL')];
}

/** Runs a script that installs something. Returns null, or why it could not. */
function install(script) {
  const installed = spawnSync(process.execPath, [path.join(root, script)], {
    cwd: root,
    encoding: 'utf8',
    env: toolEnvironment(),
  });
  if (installed.status === 0) return null;
  return /^Error: (.*)$/m.exec(installed.stderr)?.[1] ?? installed.stderr.trim();
}

/** The tests of wrong clocks are skipped without it. */
function findMissingFaketime() {
  if (existsSync('/usr/bin/faketime')) return [];
  return [reportMissing('faketime', 'not installed (apt-get install faketime)', 'EVERRUNS_REQUIRE_FAKETIME')];
}
