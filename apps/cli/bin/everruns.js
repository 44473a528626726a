#!/usr/bin/env node
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Halves the time that loading takes from the second start on; a folder that cannot be written is no failure.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/compile', import.meta.url)));
const { main } = await import('../src/main.ts');
flushCompileCache();

process.exit(await main(process.argv.slice(2)));
