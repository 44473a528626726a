import { writeFile } from 'node:fs/promises';
import { REFERENCE_FILE, renderReference } from './render-reference.ts';

await writeFile(REFERENCE_FILE, await renderReference());
console.log(`wrote ${REFERENCE_FILE}`);
