// `pnpm kits`: the suites of foreign clients, generators and packages against the product. EVERRUNS_REQUIRE_PYTHON=1 turns what is
// missing for them into a failure.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { finish, reportMissing, root, runProject, toolEnvironment } from './steps.js';

finish([...installPython(), await runProject({ name: 'kits', project: 'kits' })]);

/** The tests of what needs Python are skipped without it. */
function installPython() {
  console.log('\n── Python clients and generators (installed once, into ~/.cache/everruns: half a minute)');
  const installed = spawnSync(process.execPath, [path.join(root, 'harness/foreign-clients/main.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: toolEnvironment(),
  });
  if (installed.status === 0) return [];
  const reason = /^Error: (.*)$/m.exec(installed.stderr)?.[1] ?? installed.stderr.trim();
  return [reportMissing('kits of Python', `${reason} (Python 3.11 or later with venv)`, 'EVERRUNS_REQUIRE_PYTHON')];
}
