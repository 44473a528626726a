const PROGRESS = /resolved (\d+), reused (\d+), downloaded (\d+)/;
const TEXT = 'Installing dependencies, this once; it takes about half a minute …';
const CLEAR_LINE = '\r\u001b[K';

/** Shows what pnpm has done as one line: a counting one on a terminal, which is gone in the end, or else the plain sentence. */
export function followProgress(out) {
  if (!out.isTTY) {
    out.write(`${TEXT}\n`);
    return { see: () => undefined, end: () => undefined };
  }
  out.write(TEXT);
  return {
    see(line) {
      const [, all, reused, downloaded] = PROGRESS.exec(line) ?? [];
      if (all !== undefined)
        out.write(`${CLEAR_LINE}${TEXT} ${Number(reused) + Number(downloaded)} of ${all} packages`);
    },
    end: () => out.write(CLEAR_LINE),
  };
}
