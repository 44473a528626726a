import path from 'node:path';
import { IMAGES, stageImage } from './stage-image.ts';

// `node harness/packaging/images/main.ts <image> <folder>`: what the image contains, for its Dockerfile.
const [given, folder] = process.argv.slice(2);
const name = IMAGES.find((image) => image === given);
if (name === undefined || folder === undefined)
  throw new Error(`Say which image and which folder: ${IMAGES.join(', ')}.`);
await stageImage(name, path.resolve(folder));
