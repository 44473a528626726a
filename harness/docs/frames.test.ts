import { readFileSync } from 'node:fs';
import { CLIENT_FRAMES, CLOSE_CODES, SERVER_FRAMES } from '@everruns/schemas/ws';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../apps/docs/guides/devices.md', import.meta.url), 'utf8');

/** The names in backticks of the row that begins with this one, below a heading. */
function rowOf(heading: string, first: string): string[] {
  const section = page.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  const row = section.split('\n').find((line) => line.startsWith(`| \`${first}\` |`)) ?? '';
  return [...row.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name);
}

it.each([
  ['Frames of the client', CLIENT_FRAMES],
  ['Frames of the server', SERVER_FRAMES],
] as const)('%s: every frame has its row, and every field is in it', (heading, frames) => {
  for (const [type, { shape }] of Object.entries(frames)) {
    const fields = Object.keys(shape).filter((field) => field !== 'type');
    expect(rowOf(heading, type), type).toEqual(expect.arrayContaining([type, ...fields]));
  }
});

it('every close code of the server is explained', () => {
  for (const code of Object.values(CLOSE_CODES)) expect(page).toContain(`| ${code} |`);
});
