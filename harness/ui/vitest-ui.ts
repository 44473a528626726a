import { buildUi } from '@everruns/cli/ui';
import { findChromium } from './browser.ts';

/** Before the first test of the project `ui`: a browser, and the UI as it is built for people. */
export default async function setup(): Promise<void> {
  findChromium();
  await buildUi((text) => console.log(text));
}
