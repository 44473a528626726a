import { findArrows, FOLDERS } from './control-plane-folders.ts';

export const BEGIN = '<!-- Drawn by `node harness/structure/draw-folders.ts` from the imports. -->';
export const END = '<!-- End of the drawing. -->';

/** The folders of the control plane, from the top down, each with those that its files import. */
export function drawFolders(): string {
  const arrows = findArrows();
  const names = FOLDERS.map(({ name }) => name);
  const width = Math.max(...names.map((name) => toLabel(name).length));
  const lines = FOLDERS.map(({ name, holds }) => {
    const targets = names.filter((to) => arrows.some((arrow) => arrow.from === name && arrow.to === to));
    const arrow = targets.length === 0 ? '' : ` → ${targets.map((to) => shorten(name, to)).join(' ')}`;
    return `${toLabel(name).padEnd(width)}  ${holds}${arrow}`;
  });
  return ['```', ...lines, '```'].join('\n');
}

function toLabel(name: string): string {
  if (name === '.') return 'main.ts, start-control-plane.ts';
  return name.startsWith('engine/') ? `  ${name.slice('engine/'.length)}` : name;
}

/** Inside the engine its own folders go by their short names. */
function shorten(from: string, to: string): string {
  return from.startsWith('engine') && to.startsWith('engine/') ? to.slice('engine/'.length) : to;
}

/** The document with the drawing put between its marks. Throws where they are missing. */
export function withDrawing(text: string, drawing: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`ARCHITECTURE.md has lost its marks: ${BEGIN} … ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${drawing}\n\n${text.slice(end)}`;
}
