import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** The output of a command, and whether it can ask a person. Colors are used only on a terminal, and never with NO_COLOR. */
export interface Terminal {
  /** Writes a line of the command's output. */
  print: (text: string) => void;
  /** Writes a piece of a line of the output. */
  write: (text: string) => void;
  /** Writes a line for the person who watches, such as progress or a warning. It is not part of the output. */
  note: (text: string) => void;
  style: (style: Style, text: string) => string;
  noteStyle: (style: Style, text: string) => string;
  /** Whether there is a person to ask. */
  isInteractive: boolean;
  /** Whether notes appear on a terminal as they are written. */
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

/** In `everruns events tail … | head` the reader ends first, which is not a failure. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
