import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawRecording, type Piece } from './draw-recording.ts';

// Plays the demo and draws what it printed, when it printed it: `node harness/demo/recording/main.ts`.
const target = fileURLToPath(new URL('../../../apps/docs/images/demo.svg', import.meta.url));
const child = spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const startedAt = performance.now();
const pieces: Piece[] = [];
child.stdout.on('data', (chunk: Buffer) => pieces.push({ ms: performance.now() - startedAt, text: chunk.toString() }));
await once(child, 'close');
if (child.exitCode !== 0) throw new Error('The demo failed; nothing was drawn.');
writeFileSync(target, drawRecording('npm run demo', pieces));
console.log(`Wrote ${target}.`);
