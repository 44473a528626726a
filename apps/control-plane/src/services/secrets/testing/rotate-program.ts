import { readKeyRing } from '../../../config/secrets.ts';
import { rotateSecrets } from '../rotate.ts';

/** `node rotate-program.ts <database url> <current key> <previous key>`: a rotation that a test can kill. */
const [databaseUrl = '', current = '', previous] = process.argv.slice(2);
await rotateSecrets({ databaseUrl, keyRing: readKeyRing(current, previous) });
