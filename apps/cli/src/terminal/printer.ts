import { CliError } from '../cli-error.ts';
import { formatJson, formatYaml } from './format-data.ts';
import type { Terminal } from './terminal.ts';

export const OUTPUT_FORMATS = ['text', 'json', 'yaml'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Prints the result of a command: as text for people, as data for programs. */
export interface Printer {
  format: OutputFormat;
  show(value: unknown, toText: () => string): void;
}

export function createPrinter(terminal: Terminal, given = 'text'): Printer {
  const format = OUTPUT_FORMATS.find((known) => known === given);
  if (format === undefined) throw new CliError(`-o takes text, json or yaml, not ${given}.`, 'usage');
  return {
    format,
    show(value, toText) {
      terminal.print(format === 'json' ? formatJson(value) : format === 'yaml' ? formatYaml(value) : toText());
    },
  };
}
