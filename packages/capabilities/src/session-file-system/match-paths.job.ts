import { compileGlob } from './glob.ts';

export interface MatchPathsInput {
  glob: string;
  /** Relative to the directory that is searched. */
  paths: string[];
}

/** The places in `paths` of those that fit. Throws `invalid_request` for a glob that is none. */
export default function matchPaths({ glob, paths }: MatchPathsInput): number[] {
  const isWanted = compileGlob(glob);
  return paths.flatMap((path, index) => (isWanted(path) ? [index] : []));
}
