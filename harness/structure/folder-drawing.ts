import { findArrows, FOLDERS } from './control-plane-folders.ts';

export const BEGIN = '<!-- Drawn by `node harness/structure/draw-folders.ts` from the imports. -->';
export const END = '<!-- End of the drawing. -->';

/** Draws the folders of the control plane from top to bottom, each with the folders that its files import. */
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

/** Within the engine, its own folders have short names. */
function shorten(from: string, to: string): string {
  return from.startsWith('engine') && to.startsWith('engine/') ? to.slice('engine/'.length) : to;
}

/** Returns the document with the drawing between its marks. Throws if the marks are missing. */
export function withDrawing(text: string, drawing: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`ARCHITECTURE.md has lost its marks: ${BEGIN} … ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${drawing}\n\n${text.slice(end)}`;
}
