import { startUi } from '@everruns/cli/ui';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { launchBrowser } from './browser.ts';
import './vitest-ui.ts';

export interface UiOptions {
  /** Gives the file its own stack with this environment, for tests that kill it or log in. */
  env?: Record<string, string>;
  /** The control planes of that stack. The UI speaks with the first. Default: 1. */
  controlPlanes?: number;
  /** The port of that stack's UI; any free port if absent. */
  uiPort?: number;
}

export interface UiWorld {
  /** The stack of this file alone. */
  readonly stack: Stack;
  readonly api: ApiClient;
  /** The base URL of the UI. */
  readonly uiUrl: string;
  /** The base URL of the HTTP server of the simulated models of the shared stack. */
  readonly simulatorUrl: string;
  /** Opens a page of the UI in a fresh browser profile. After the test it is closed and checked for errors. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens another tab in the profile of a page. */
  visitBeside(page: Page, path: string): Promise<Page>;
  url(path: string): string;
}

interface Running {
  stack: Stack | null;
  apiUrl: string;
  uiUrl: string;
  browser: Browser;
}

/**
 * A message of the browser for an unreachable server or a problem document that the page shows, which is no fault of the page.
 */
const EXPECTED = /Failed to load resource/;

/** Starts the UI and a browser for the tests of a file. A test fails if a page throws or logs an error. */
export function useUi(options: UiOptions = {}): UiWorld {
  let running: Running | null = null;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    const { stack, apiUrl, uiUrl } = await openPlatform(options, opened);
    const browser = opened.adopt(await launchBrowser(), (launched) => launched.close());
    running = { stack, apiUrl, uiUrl, browser };
  });
  afterAll(() => opened.disposeAsync());
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
  const url = (path: string): string => new URL(path, world().uiUrl).href;
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
      const { stack } = world();
      if (stack === null) throw new Error('the shared stack is not for one file to kill: give `env`');
      return stack;
    },
    get api() {
      return new ApiClient([world().apiUrl]);
    },
    get uiUrl() {
      return world().uiUrl;
    },
    get simulatorUrl() {
      return inject('sharedUi').simulator;
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

async function openPlatform(
  { env, controlPlanes = 1, uiPort = 0 }: UiOptions,
  opened: AsyncDisposableStack,
): Promise<Omit<Running, 'browser'>> {
  if (env === undefined) {
    const { api, ui } = inject('sharedUi');
    return { stack: null, apiUrl: api, uiUrl: ui };
  }
  const stack = opened.use(await startStack({ runner: 'local', controlPlanes, env }));
  const apiUrl = stack.urls[0] ?? '';
  const ui = opened.use(await startUi({ apiUrl, host: '127.0.0.1', port: uiPort }));
  return { stack, apiUrl, uiUrl: ui.url };
}
