import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { type Cast, formatCast, parseCast } from './cast.ts';
import { drawCast } from './draw-cast.ts';
import { QUICK_HANDS, recordScene, SCENES } from './scenes.ts';
import { TerminalScreen } from './terminal-screen.ts';

const CASTS = new URL('../../apps/docs/casts/', import.meta.url);
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const readCast = (file: string): Promise<string> => readFile(new URL(file, CASTS), 'utf8');

/** Everything that a person who watches it to its end has read. */
async function readText({ size, pieces }: Cast): Promise<string> {
  const screen = new TerminalScreen(size);
  for (const { text } of pieces) await screen.write(text);
  return screen.readText().replaceAll(ID, '<id>');
}

describe.each(Object.keys(SCENES))('the recording %s of the documentation', (name) => {
  const shared = useStack();

  it('shows what the command prints today (node harness/casts/main.ts records it again)', async () => {
    const scene = SCENES[name];
    if (scene === undefined) throw new Error('There is no such scene.');
    const today = await recordScene(scene, shared.running.urls[0] ?? '', QUICK_HANDS);
    expect(await readText(today)).toBe(await readText(parseCast(await readCast(`${name}.cast`))));
  });

  it('is drawn from its file', async () => {
    const cast = parseCast(await readCast(`${name}.cast`));
    expect(await drawCast(cast)).toBe(await readCast(`${name}.svg`));
    expect(formatCast(cast)).toBe(await readCast(`${name}.cast`));
  });
});
