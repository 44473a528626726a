import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listUses, listWorkflows, repository } from './workflow-files.ts';

/** An action of others is named by a commit, with its version as a comment. */
const PINNED = /^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

describe('the workflows of GitHub Actions', () => {
  const workflows = listWorkflows();

  it('pin every action of others to a commit and name its version', () => {
    const others = listUses().filter((used) => !used.startsWith('./'));
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((used) => !PINNED.test(used))).toEqual([]);
  });

  it('use each action in one version', () => {
    const versions = new Map<string, Set<string>>();
    for (const used of listUses().filter((each) => !each.startsWith('./'))) {
      const [name = '', version = ''] = used.split('@');
      const action = name.split('/').slice(0, 2).join('/');
      versions.set(action, (versions.get(action) ?? new Set()).add(version));
    }
    expect([...versions].filter(([, each]) => each.size > 1)).toEqual([]);
  });

  it.each(workflows)('$file may read the repository and nothing else, unless a job says more', ({ workflow }) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it.each(workflows)('$file bounds the time of every job', ({ workflow }) => {
    const unbounded = Object.entries(workflow.jobs).filter(([, job]) => !job.uses && !job['timeout-minutes']);
    expect(unbounded.map(([name]) => name)).toEqual([]);
  });

  it.each(workflows)('$file puts no text of others into a script', ({ text }) => {
    const scripts = [...text.matchAll(/^ *(?:- )?run: (?:\|\n((?:(?: {10}.*)?\n)+)|(.*))$/gm)];
    const withText = scripts.map(([all]) => all).filter((script) => /\$\{\{ *(?:github|inputs)\./.test(script));
    expect(withText).toEqual([]);
  });

  it.each(workflows)('$file leaves no token of git behind', ({ text }) => {
    const checkouts = text.match(/uses: actions\/checkout@/g)?.length ?? 0;
    expect(text.match(/persist-credentials: false/g)?.length ?? 0).toBe(checkouts);
  });

  it('let a release of others enter the lock file three days after it came out', () => {
    const settings = readFileSync(path.join(repository, 'pnpm-workspace.yaml'), 'utf8');
    expect(settings).toMatch(/^minimumReleaseAge: 4320$/m);
    expect(settings).not.toContain('minimumReleaseAgeExclude');
  });

  it('install with the package manager that the repository names', () => {
    const { packageManager } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const named = workflows.flatMap(({ text }) => [...text.matchAll(/pnpm@[\d.]+/g)].map(([version]) => version));
    expect([...new Set(named)]).toEqual([packageManager]);
  });
});
