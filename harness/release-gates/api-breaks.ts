import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { goToolPath } from './go-tools.ts';
import { repository } from './workflow-files.ts';

const Break = z.object({
  /** The kind of the change, such as `api-path-removed-without-deprecation`. */
  id: z.string(),
  text: z.string(),
  operation: z.string().default(''),
  path: z.string().default(''),
});
export type Break = z.infer<typeof Break>;

const Rule = z.strictObject({
  id: z.string(),
  /** What the text of the change contains. */
  text: z.string(),
  /** Where only one path is meant. */
  path: z.string().optional(),
  why: z.string(),
});
export type Rule = z.infer<typeof Rule>;

const MAX_OUTPUT_BYTES = 64_000_000;

/** Returns what breaks clients of the old document in the new one, as `oasdiff` sees it. Throws when it cannot compare them. */
export function findBreaks(before: string, after: string): Break[] {
  const levels = path.join(import.meta.dirname, 'severity-levels.txt');
  const args = ['breaking', before, after, '--format', 'json', '--severity-levels', levels];
  const { status, stdout, stderr } = spawnSync(goToolPath('oasdiff'), args, {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`oasdiff failed:\n${stderr}`);
  return z.array(Break).parse(JSON.parse(stdout || '[]'));
}

/** Reads the changes to the API of a release that were accepted, each with its reason. */
export function readAccepted(release: string): Rule[] {
  const file = path.join(repository, 'harness/releases', release, 'accepted-api-changes.json');
  return z.array(Rule).parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function isAccepted(change: Break, rule: Rule): boolean {
  const isThere = rule.path === undefined || rule.path === change.path;
  return isThere && rule.id === change.id && change.text.includes(rule.text);
}
