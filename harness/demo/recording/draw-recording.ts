/** What a program printed, and when. */
export interface Piece {
  ms: number;
  text: string;
}

interface Span {
  row: number;
  column: number;
  ms: number;
  text: string;
}

const COLUMNS = 98;
const [CHAR_PX, ROW_PX, SIDE_PX, TOP_PX] = [7.8, 19, 20, 52];
/** A start that takes its time is no story. */
const MAX_PAUSE_MS = 900;
const TYPED_MS = 1_200;
const HOLD_MS = 7_000;
const TONES: readonly [RegExp, string][] = [
  [/^\$/, 'prompt'],
  [/kill -9/, 'bad'],
  [/>>>|✓/, 'good'],
  [/✗/, 'bad'],
  [/^(Question|The answer|What this|Starting)/, 'quiet'],
];

/** An animated SVG of a terminal in which a command was run. Plays again and again; with less motion wanted, it shows the end. */
export function drawRecording(command: string, pieces: readonly Piece[]): string {
  const spans = layOut([{ ms: 0, text: `$ ${command}\n\n` }, ...shortenPauses(pieces)]);
  const rows = (spans.at(-1)?.row ?? 0) + 1;
  const total = (spans.at(-1)?.ms ?? 0) + HOLD_MS;
  const [width, height] = [COLUMNS * CHAR_PX + 2 * SIDE_PX, rows * ROW_PX + TOP_PX + SIDE_PX];
  const times = [...new Set(spans.map(({ ms }) => ms))];
  const frames = times.map((ms, index) => {
    const at = ((ms / total) * 100).toFixed(2);
    return `@keyframes k${index}{0%,${at}%{fill-opacity:0}${at}%,100%{fill-opacity:1}}.k${index}{animation-name:k${index}}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(command)}, recorded</title>
<style>
text{font:13px ui-monospace,'Geist Mono',SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#ececf0;white-space:pre}
.prompt{fill:#d4a43a}.quiet{fill:#a4a7b2}.good{fill:#e6c374}.bad{fill:#f2958e}
text{animation-duration:${Math.round(total)}ms;animation-iteration-count:infinite;animation-timing-function:step-end}
${frames.join('\n')}
@media (prefers-reduced-motion:reduce){text{animation:none}}
</style>
<rect width="${width}" height="${height}" rx="10" fill="#0d0e11" stroke="#292b32"/>
<g fill="#3a3d46"><circle cx="22" cy="22" r="6"/><circle cx="42" cy="22" r="6"/><circle cx="62" cy="22" r="6"/></g>
${spans.map((span) => drawSpan(span, { index: times.indexOf(span.ms), tone: toneOf(span, spans) })).join('\n')}
</svg>
`;
}

function shortenPauses(pieces: readonly Piece[]): Piece[] {
  let now = TYPED_MS;
  return pieces.map(({ ms, text }, index) => {
    now += Math.min(MAX_PAUSE_MS, ms - (pieces[index - 1]?.ms ?? ms));
    return { ms: Math.round(now), text };
  });
}

/** Where each stretch stands: lines are broken between words, also where a stretch goes on what another began. */
function layOut(pieces: readonly Piece[]): Span[] {
  const spans: Span[] = [];
  let [row, column] = [0, 0];
  for (const { ms, text } of pieces) {
    for (const word of text.match(/\n|[^\S\n]+|\S+/g) ?? []) {
      const isBreak = word === '\n';
      if (isBreak || column + word.length > COLUMNS) [row, column] = [row + 1, 0];
      if (isBreak || (column === 0 && word === ' ')) continue;
      const last = spans.at(-1);
      if (last?.ms === ms && last.row === row) last.text += word;
      else spans.push({ row, column, ms, text: word });
      column += word.length;
    }
  }
  return spans;
}

function toneOf({ row }: Span, spans: readonly Span[]): string {
  const line = spans
    .filter((span) => span.row === row)
    .map(({ text }) => text)
    .join('');
  return TONES.find(([pattern]) => pattern.test(line))?.[1] ?? '';
}

function drawSpan({ row, column, text }: Span, { index, tone }: { index: number; tone: string }): string {
  const place = `x="${(SIDE_PX + column * CHAR_PX).toFixed(1)}" y="${TOP_PX + row * ROW_PX}"`;
  const length = `textLength="${(text.length * CHAR_PX).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${place} ${length} class="k${index}${tone === '' ? '' : ` ${tone}`}">${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
