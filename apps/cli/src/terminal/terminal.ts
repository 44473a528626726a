import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes, and whom it can ask. Colors are on a terminal only, and never with NO_COLOR. */
export interface Terminal {
  /** A line of what the command is for. */
  print: (text: string) => void;
  /** A piece of a line. */
  write: (text: string) => void;
  /** A line for the person who watches: progress, warnings. It is no part of the output. */
  note: (text: string) => void;
  style: (style: Style, text: string) => string;
  noteStyle: (style: Style, text: string) => string;
  /** Somebody is there who can be asked. */
  isInteractive: boolean;
  /** Notes are seen as they are written. */
  showsProgress: boolean;
}

export function createTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on('error', leaveQuietly);
  return {
    print: (text) => void stdout.write(`${text}\n`),
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(`${text}\n`),
    style: (style, text) => styleText(style, text, { stream: stdout }),
    noteStyle: (style, text) => styleText(style, text, { stream: stderr }),
    isInteractive: stdin.isTTY && stderr.isTTY,
    showsProgress: stderr.isTTY,
  };
}

/** `everruns events tail … | head`: whoever read has gone, and that is no failure. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
