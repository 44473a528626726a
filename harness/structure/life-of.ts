import { listFiles, readSource } from './source-files.ts';

/** One row of a page in `apps/docs/life-of`: a step, its file and its function. */
export interface Step {
  page: string;
  file: string;
  name: string;
}

const ROW = /^\| \d+ \| `([^`]+)` \| `([^`]+)` \|/gm;

export function listSteps(page: string): Step[] {
  return [...readSource(page).matchAll(ROW)].map(([, file = '', name = '']) => ({ page, file, name }));
}

export function listPages(): string[] {
  return listFiles('apps/docs/life-of/*.md');
}

/** Returns the line (from 0) of the first statement in a function's body, or null if the file does not define it. */
export function findBody(source: string, name: string): number | null {
  const lines = source.split('\n');
  const declaration = new RegExp(
    `^\\s*(?:export )?(?:default )?(?:async )?(?:function\\*?|class|const) ${name}\\b|^\\s+(?:async )?#?${name}\\(.*\\{$`,
  );
  const start = lines.findIndex((line) => declaration.test(line));
  if (start < 0) return null;
  const open = lines.findIndex((line, index) => index >= start && line.endsWith('{'));
  return open + 1;
}
