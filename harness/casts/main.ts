import { writeFile } from 'node:fs/promises';
import { startStack } from '../dev/stack.ts';
import { formatCast } from './cast.ts';
import { drawCast } from './draw-cast.ts';
import { recordScene, SCENES, SLOW_HANDS } from './scenes.ts';

// `node harness/casts/main.ts [name…]`: records the terminal casts of the documentation against a server of its own, and draws them.
const wanted = process.argv.slice(2);
for (const [name, scene] of Object.entries(SCENES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await using stack = await startStack({ runner: 'local' });
  const cast = await recordScene(scene, stack.urls[0] ?? '', SLOW_HANDS);
  const target = new URL(`../../apps/docs/casts/${name}`, import.meta.url);
  await writeFile(`${target.pathname}.cast`, formatCast(cast));
  await writeFile(`${target.pathname}.svg`, await drawCast(cast));
  console.log(`Recorded ${name}.`);
}
