/** A program of the operator that speaks the protocol over its standard input and output. */
export interface StdioProgram {
  command: string;
  args: readonly string[];
  /** The whole of it. */
  env: Readonly<Record<string, string>>;
  cwd?: string | undefined;
}

/**
 * The shell that starts a program, in a process group of its own. File descriptor 3 is a pipe of which this process holds the other end: when it is
 * closed, on purpose or because this process was killed, the whole group is killed with whatever the program has started.
 */
export const GUARD = '(exec >/dev/null 2>&1; read -r _ <&3; kill -KILL 0) & exec "$@" 3<&-';
