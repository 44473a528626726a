import { buildUi, startUi } from '@everruns/cli/ui';
import type { Browser, Page } from 'playwright-core';
import { ApiClient } from '../../dev/api-client.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { launchBrowser } from '../../ui/browser.ts';

/** A platform, the UI in its production build, and a browser. */
export interface UiBenchWorld extends AsyncDisposable {
  stack: Stack;
  api: ApiClient;
  url(path: string): string;
  /** Opens a page of a new profile with an empty cache, without an address yet. */
  newPage(): Promise<Page>;
}

export async function openUiWorld(): Promise<UiBenchWorld> {
  await buildUi((text) => console.log(text));
  await using opened = new AsyncDisposableStack();
  const stack = opened.use(await startStack({ runner: 'local' }));
  const apiUrl = stack.urls[0] ?? '';
  const ui = opened.use(await startUi({ apiUrl, host: '127.0.0.1', port: 0 }));
  const browser: Browser = opened.adopt(await launchBrowser(), (launched) => launched.close());
  const running = opened.move();
  return {
    stack,
    api: new ApiClient([apiUrl]),
    url: (path) => new URL(path, ui.url).href,
    newPage: async () => (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
