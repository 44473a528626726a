#!/usr/bin/env node
// The one command of the worker's image (harness/packaging/images).
const { main } = await import('../src/main-worker.ts');

process.exit(await main());
