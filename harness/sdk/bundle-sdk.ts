import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ENTRY = fileURLToPath(new URL('../../packages/sdk/src/index.ts', import.meta.url));

/** The SDK with everything that it needs in one script, for no platform in particular: an import of Node's own modules fails. */
export async function bundleSdk(kind: 'minified' | 'script'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['browser', 'import', 'default'],
    target: 'es2022',
    minify: kind === 'minified',
    ...(kind === 'script' ? { format: 'iife', globalName: 'sdk' } : { format: 'esm' }),
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
