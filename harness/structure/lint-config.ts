import { z } from 'zod';
import { SOURCE } from './control-plane-folders.ts';
import { makeFolderOverrides } from './lint-overrides.ts';
import { readSource } from './source-files.ts';

const Pattern = z.strictObject({
  group: z.array(z.string()).optional(),
  regex: z.string().optional(),
  message: z.string(),
});
const Restricted = z.tuple([z.literal('error'), z.strictObject({ patterns: z.array(Pattern) })]);
const LintConfig = z.looseObject({
  rules: z.record(z.string(), z.unknown()),
  overrides: z.array(z.object({ files: z.array(z.string()), rules: z.record(z.string(), z.unknown()) })),
});
export type LintConfig = z.infer<typeof LintConfig>;

const EVERY_FILE = `${SOURCE}/**`;

export function readLintConfig(): LintConfig {
  return LintConfig.parse(JSON.parse(readSource('.oxlintrc.json')));
}

/** Returns the configuration with one list for each folder of the control plane, after the list for the whole control plane. */
export function withFolderOverrides(config: LintConfig): LintConfig {
  const others = config.overrides.filter(
    ({ files }) => !files.every((file) => file.startsWith(`${SOURCE}/`)) || isForAll(files) || isAboutOtherRules(files),
  );
  const index = others.findIndex(({ files }) => isForAll(files));
  const [, { patterns }] = Restricted.parse(others[index]?.rules['no-restricted-imports']);
  const folders = makeFolderOverrides(patterns).map(({ files, rules }) => ({ files: [...files], rules }));
  return { ...config, overrides: [...others.slice(0, index + 1), ...folders, ...others.slice(index + 1)] };

  function isAboutOtherRules(files: readonly string[]): boolean {
    const own = config.overrides.find((override) => override.files === files);
    return own !== undefined && !('no-restricted-imports' in own.rules);
  }
}

function isForAll(files: readonly string[]): boolean {
  return files.length === 1 && files[0] === EVERY_FILE;
}
