import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../cli-error.ts';
import type { OsUser } from './os-user.ts';

export interface Command {
  program: string;
  args: string[];
  /** Passed to `spawn`. */
  identity: Partial<OsUser>;
}

const SETPRIV = '/usr/bin/setpriv';

/**
 * Returns how to run a PostgreSQL program as its own account. That account cannot enter root's folders
 * (`/root`, a `mktemp -d`), so there Linux's setpriv(1) grants it the one capability that can. setpriv
 * replaces itself with the program and so keeps the pid.
 */
export function commandAs(
  user: OsUser | null,
  command: { program: string; args: string[] },
  folders: string[],
): Command {
  if (user === null) return { ...command, identity: {} };
  const closed = [path.dirname(command.program), ...folders].find((folder) => !isOpenToAll(folder));
  if (closed === undefined) return { ...command, identity: user };
  if (!isExecutable(SETPRIV)) {
    throw new CliError(
      `PostgreSQL does not run as root, and its account "postgres" cannot reach ${closed}: start as another user, or set DATABASE_URL.`,
    );
  }
  const privileges = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const capabilities = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return {
    program: SETPRIV,
    args: [...privileges, ...capabilities, '--', command.program, ...command.args],
    identity: {},
  };
}

function isOpenToAll(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
