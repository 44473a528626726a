import { buildUi, startUi } from '@everruns/cli/ui';
import type { TestProject } from 'vitest/node';
import { startStack } from '../dev/stack.ts';
import { findChromium } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The base URLs of a stack in mode none that all files share, and of its UI, and its database. */
    sharedUi: { api: string; ui: string; simulator: string; database: string };
  }
}

/**
 * Runs before the first test of the project `ui`: it starts a browser, the production build of the UI, and a platform
 * behind it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  findChromium();
  await buildUi((text) => console.log(text));
  await using opened = new AsyncDisposableStack();
  const stack = opened.use(await startStack({ runner: 'local' }));
  const api = stack.urls[0] ?? '';
  const ui = opened.use(await startUi({ apiUrl: api, host: '127.0.0.1', port: 0 }));
  project.provide('sharedUi', { api, ui: ui.url, simulator: stack.simulator.url, database: stack.postgres.url });
  const running = opened.move();
  return () => running.disposeAsync();
}
