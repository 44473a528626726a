import { z } from 'zod';
import type { TerminalSize, Written } from '../cli/everruns-process.ts';

/** A recording of a terminal, as asciinema writes it (asciicast v2). */
export interface Cast {
  title: string;
  size: TerminalSize;
  pieces: readonly Written[];
}

const Header = z.object({ version: z.literal(2), width: z.number(), height: z.number(), title: z.string() });
const Event = z.tuple([z.number(), z.literal('o'), z.string()]);

export function formatCast({ title, size, pieces }: Cast): string {
  const header = { version: 2, width: size.cols, height: size.rows, title };
  const events = pieces.map(({ ms, text }) => [Math.round(ms) / 1000, 'o', text]);
  return `${[header, ...events].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Reads a file of asciicast v2 with output alone. Throws when it is anything else. */
export function parseCast(text: string): Cast {
  const [header, ...events] = text.trimEnd().split('\n');
  const { width, height, title } = Header.parse(JSON.parse(header ?? ''));
  const pieces = events.map((line) => {
    const [seconds, , written] = Event.parse(JSON.parse(line));
    return { ms: Math.round(seconds * 1000), text: written };
  });
  return { title, size: { cols: width, rows: height }, pieces };
}
