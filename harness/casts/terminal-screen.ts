import xterm from '@xterm/headless';
import type { TerminalSize } from '../cli/everruns-process.ts';

/** A stretch of a line in one style. `color` is one of the terminal's sixteen, or null for its usual one. */
export interface StyledRun {
  column: number;
  text: string;
  color: number | null;
  isDim: boolean;
  isBold: boolean;
}

/** A terminal that shows what was written to it. */
export class TerminalScreen {
  readonly #terminal: xterm.Terminal;

  constructor({ cols, rows }: TerminalSize) {
    this.#terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  }

  /** Resolves when the text is on the screen. */
  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(text, resolve));
  }

  /** Everything that was shown, scrolled away or not, without blanks at the ends of lines. */
  readText(): string {
    const buffer = this.#terminal.buffer.active;
    const lines = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd();
  }

  /** The lines on the screen. */
  readRows(): StyledRun[][] {
    return Array.from({ length: this.#terminal.rows }, (_, row) => this.#readRow(row));
  }

  #readRow(row: number): StyledRun[] {
    const buffer = this.#terminal.buffer.active;
    const line = buffer.getLine(buffer.viewportY + row);
    const runs: StyledRun[] = [];
    for (let column = 0; column < this.#terminal.cols; column += 1) {
      const cell = line?.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const style = {
        color: cell.isFgPalette() ? cell.getFgColor() : null,
        isDim: cell.isDim() !== 0,
        isBold: cell.isBold() !== 0,
      };
      const last = runs.at(-1);
      const text = cell.getChars() || ' ';
      const goesOn = last?.color === style.color && last.isDim === style.isDim && last.isBold === style.isBold;
      if (goesOn && last !== undefined) last.text += text;
      else runs.push({ column, text, ...style });
    }
    return runs.map((run) => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text !== '');
  }
}
