import { FOLDERS, SOURCE, type Folder } from './control-plane-folders.ts';

interface Pattern {
  group?: readonly string[] | undefined;
  regex?: string | undefined;
  message: string;
}

export interface Override {
  files: readonly string[];
  rules: Record<string, unknown>;
}

/**
 * Returns the overrides of `.oxlintrc.json` for the folders of the control plane. A later override replaces an earlier one
 * for the same file, so each repeats the patterns that are refused everywhere (`shared`).
 */
export function makeFolderOverrides(shared: readonly Pattern[]): Override[] {
  const folders = FOLDERS.filter(({ name }) => name !== '.').map((folder) =>
    override([filesOf(folder)], [...shared, ...refusedBy(folder)]),
  );
  return [...folders, override([`${SOURCE}/**/testing/**`], shared)];
}

function override(files: readonly string[], patterns: readonly Pattern[]): Override {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

function filesOf({ name }: Folder): string {
  return name === 'engine' ? `${SOURCE}/engine/*.ts` : `${SOURCE}/${name}/**`;
}

function refusedBy({ name, imports }: Folder): Pattern[] {
  const isInEngine = name.startsWith('engine');
  const refused = FOLDERS.map((folder) => folder.name).filter((other) => isRefused(other, { name, imports }));
  const top = refused.filter((other) => !other.startsWith('engine/'));
  const inner = refused.filter((other) => other.startsWith('engine/')).map((other) => other.slice('engine/'.length));
  const message = `${name} may import: ${imports.join(', ') || 'no other folder'} (harness/structure/control-plane-folders.ts).`;
  const patterns: Pattern[] = [
    { regex: String.raw`^(\.\./)+(${[...top, 'testing'].join('|')})/`, message },
    { regex: String.raw`/testing/`, message: 'What only tests use is no part of the product.' },
  ];
  if (isInEngine && inner.length > 0)
    patterns.push({ regex: String.raw`^(\./|(\.\./)+)(${inner.join('|')})/`, message });
  if (!isInEngine && imports.includes('engine')) {
    patterns.push({
      group: ['**/engine/**', '!**/engine/index.ts'],
      message: 'The turn engine has one door: engine/index.ts.',
    });
  }
  return patterns;
}

function isRefused(other: string, { name, imports }: Pick<Folder, 'name' | 'imports'>): boolean {
  if (other === '.' || other === name || imports.includes(other)) return false;
  // Files in the engine import each other by paths without the engine's name.
  return name.startsWith('engine') ? other !== 'engine' : !other.startsWith('engine/');
}
