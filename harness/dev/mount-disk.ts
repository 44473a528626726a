import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SmallDisk extends Disposable {
  folder: string;
  /** Leaves no room on it. */
  fill(): void;
  /** Makes room again. */
  empty(): void;
}

const run = (...command: string[]): boolean => spawnSync(command[0] ?? '', command.slice(1)).status === 0;

/** A disk of its own in memory; null where this user may not mount one. */
export function mountDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'everruns-disk-'));
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true });
    console.log('No disk may be mounted here.');
    return null;
  }
  chmodSync(folder, 0o777);
  const filler = path.join(folder, 'filler');
  return {
    folder,
    // It ends when there is no room left.
    fill: () => void run('dd', 'if=/dev/zero', `of=${filler}`, 'bs=64k'),
    empty: () => rmSync(filler, { force: true }),
    [Symbol.dispose]() {
      run('umount', '--lazy', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
