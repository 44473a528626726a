import { startUi, type Ui } from '@everruns/cli/ui';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack, type StackOptions } from '../dev/stack.ts';
import { launchBrowser } from './browser.ts';

export interface UiWorld {
  readonly stack: Stack;
  readonly api: ApiClient;
  readonly ui: Ui;
  /** A fresh browser profile at a page of the UI. Closed, and asked what went wrong in it, after the test. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Another tab of the profile that a page belongs to. */
  visitBeside(page: Page, path: string): Promise<Page>;
  /** Resolved against the UI. */
  url(path: string): string;
}

interface Running {
  stack: Stack;
  ui: Ui;
  browser: Browser;
}

/** What a browser says when a server is away, or answers with a problem that the page shows: no mistake of the page. */
const EXPECTED = /Failed to load resource/;

/** A stack, the UI and a browser for the tests of a file. A test in which a page throws, or complains, fails. */
export function useUi(options: Partial<StackOptions> = {}): UiWorld {
  let running: Running | null = null;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  beforeAll(async () => {
    const stack = await startStack({ runner: 'local', ...options });
    const ui = await startUi({ apiUrl: stack.urls[0] ?? '', host: '127.0.0.1', port: 0 });
    running = { stack, ui, browser: await launchBrowser() };
  });
  afterAll(async () => {
    await running?.browser.close();
    await running?.ui[Symbol.asyncDispose]();
    await running?.stack[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const said = complaints;
    contexts = [];
    complaints = [];
    expect(said).toEqual([]);
  });
  const world = (): Running => {
    if (running === null) throw new Error('the UI is there inside tests only');
    return running;
  };
  const url = (path: string): string => new URL(path, world().ui.url).href;
  const open = async (context: BrowserContext, path: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`threw ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
    });
    await page.goto(url(path));
    return page;
  };
  return {
    get stack() {
      return world().stack;
    },
    get api() {
      return new ApiClient(world().stack.urls);
    },
    get ui() {
      return world().ui;
    },
    url,
    visit: async (path, contextOptions = {}) => {
      const context = await world().browser.newContext({ reducedMotion: 'reduce', ...contextOptions });
      contexts.push(context);
      return open(context, path);
    },
    visitBeside: (page, path) => open(page.context(), path),
  };
}
