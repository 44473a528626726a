import { readdirSync, readFileSync } from 'node:fs';
import type { SandboxCommand } from '@everruns/core';

export interface Trick {
  kind: SandboxCommand['kind'];
  title: string;
  source: string;
  /** Whether it also runs with the unit tests. */
  isShort: boolean;
}

const FOLDER = new URL('./tricks/', import.meta.url);
const KINDS: Readonly<Record<string, Trick['kind']>> = {
  'bash.txt': 'bash',
  'javascript.txt': 'javascript',
  'python.txt': 'python',
};

/** Reads the tables. A trick begins with a line `### title`, and `[short]` behind the title lets it run with the unit tests. */
export function readTricks(): Trick[] {
  return readdirSync(FOLDER).flatMap((name) => {
    const kind = KINDS[name];
    if (kind === undefined) throw new Error(`${name} is no table of tricks`);
    const [, ...parts] = `\n${readFileSync(new URL(name, FOLDER), 'utf8')}`.split(/\n### /);
    return parts.map((part) => toTrick(kind, part));
  });
}

function toTrick(kind: Trick['kind'], part: string): Trick {
  const end = part.indexOf('\n');
  const title = part.slice(0, end);
  return {
    kind,
    title: title.replace(' [short]', ''),
    source: part.slice(end + 1).trimEnd(),
    isShort: title.endsWith(' [short]'),
  };
}
