import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Returns `CHROMIUM_PATH` or Debian's path of Chromium. Throws if there is no browser. */
export function findChromium(): string {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (existsSync(executablePath)) return executablePath;
  throw new Error(`There is no browser at ${executablePath}: apt-get install chromium, or set CHROMIUM_PATH.`);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
