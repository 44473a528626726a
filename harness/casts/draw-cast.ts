import type { Cast } from './cast.ts';
import { TerminalScreen, type StyledRun } from './terminal-screen.ts';

const [CHAR_PX, ROW_PX, SIDE_PX, TOP_PX] = [7.8, 19, 20, 52];
const HOLD_MS = 5_000;
/** Pieces that come closer together are drawn as one. */
const FRAME_MS = 20;
/** Of a dark terminal: black, red, green, yellow, blue, magenta, cyan, white, and the bright ones. */
const COLORS = '#5b5f6b #f2958e #9bd18b #e6c374 #8fb3f5 #d3a4e8 #86d0d6 #ececf0'.split(' ');

/** A line of the screen, from one moment to another, in milliseconds. */
interface Shown {
  row: number;
  runs: StyledRun[];
  from: number;
  to: number;
}

/** Draws a recording as an animated SVG, which plays again and again. Where less motion is wanted, it shows the end. */
export async function drawCast(cast: Cast): Promise<string> {
  const total = (cast.pieces.at(-1)?.ms ?? 0) + HOLD_MS;
  const shown = await findLines(cast, total);
  const rows = Math.max(...shown.map(({ row }) => row)) + 1;
  const [width, height] = [Math.ceil(cast.size.cols * CHAR_PX) + 2 * SIDE_PX, rows * ROW_PX + TOP_PX + SIDE_PX];
  const spans = [...new Set(shown.map(({ from, to }) => `${from} ${to}`))];
  const classOf = ({ from, to }: Shown): number => spans.indexOf(`${from} ${to}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(cast.title)}</title>
<style>
text{font:13px ui-monospace,'Geist Mono',SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#ececf0;white-space:pre}
g{animation-duration:${total}ms;animation-iteration-count:infinite;animation-timing-function:step-end}
${spans.map((span, index) => formatKeyframes(span.split(' ').map(Number), { index, total })).join('\n')}
</style>
<rect width="${width}" height="${height}" rx="10" fill="#0d0e11" stroke="#292b32"/>
<circle cx="22" cy="22" r="6" fill="#3a3d46"/><circle cx="42" cy="22" r="6" fill="#3a3d46"/><circle cx="62" cy="22" r="6" fill="#3a3d46"/>
${shown.map((line) => `<g class="k${classOf(line)}">${line.runs.map((run) => drawRun(run, line.row)).join('')}</g>`).join('\n')}
</svg>
`;
}

/** Plays the recording, and notes how long each line looks the same. */
async function findLines({ size, pieces }: Cast, total: number): Promise<Shown[]> {
  const screen = new TerminalScreen(size);
  const shown: Shown[] = [];
  const current = new Map<number, Shown>();
  for (const [index, { ms, text }] of pieces.entries()) {
    await screen.write(text);
    const next = pieces[index + 1];
    if (next !== undefined && next.ms - ms < FRAME_MS) continue;
    for (const [row, runs] of screen.readRows().entries()) {
      const before = current.get(row);
      if (JSON.stringify(before?.runs ?? []) === JSON.stringify(runs)) continue;
      if (before !== undefined) before.to = ms;
      const line = { row, runs, from: ms, to: total };
      current.set(row, line);
      if (runs.length > 0) shown.push(line);
    }
  }
  return shown;
}

function formatKeyframes([from = 0, to = 0]: number[], { index, total }: { index: number; total: number }): string {
  const [begins, ends] = [from, to].map((ms) => `${((ms / total) * 100).toFixed(2)}%`);
  const isLast = to >= total;
  const hidden = isLast ? '' : `${ends},100%{opacity:0}`;
  // Without motion, what is there in the end is there from the beginning.
  const still = `@media (prefers-reduced-motion:reduce){.k${index}{animation:none${isLast ? '' : ';opacity:0'}}}`;
  return `@keyframes k${index}{0%{opacity:0}${begins}{opacity:1}${hidden}}.k${index}{animation-name:k${index}}${still}`;
}

function drawRun({ column, text, color, isDim, isBold }: StyledRun, row: number): string {
  const place = `x="${(SIDE_PX + column * CHAR_PX).toFixed(1)}" y="${TOP_PX + row * ROW_PX}"`;
  const length = `textLength="${(text.length * CHAR_PX).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
  const fill = isDim ? '#a4a7b2' : color === null ? null : COLORS[color % COLORS.length];
  const style = `${fill ? ` style="fill:${fill}"` : ''}${isBold ? ' font-weight="bold"' : ''}`;
  return `<text ${place} ${length}${style}>${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
