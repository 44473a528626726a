import { compileGlob } from './glob.ts';

export interface MatchPathsInput {
  glob: string;
  /** Relative to the directory that is searched. */
  paths: string[];
}

/** Returns the indexes in `paths` of the paths that match. Throws `invalid_request` for an invalid glob. */
export default function matchPaths({ glob, paths }: MatchPathsInput): number[] {
  const isWanted = compileGlob(glob);
  return paths.flatMap((path, index) => (isWanted(path) ? [index] : []));
}
