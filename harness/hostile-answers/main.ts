import { systemClock } from '@everruns/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectResponse, type CollectResult } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { createGuardedFetch } from '@everruns/egress';
import { createOpenAiDriver } from '@everruns/openai';

/**
 * A process that calls models and reports the cost: `main.ts <origin> <calls at once> <path>…`. It prints one line of
 * JSON, a list of `{ends, growthBytes, longestBlockMs}` for the paths in order; the growth is resident memory above the
 * need of one small answer.
 */
const [origin = '', count = '1', ...paths] = process.argv.slice(2);
const log = { warn: () => undefined };
const openFetch = createGuardedFetch({ allowCidrs: ['127.0.0.0/8'], allowedOrigins: [], clock: systemClock, log });
const INTERVAL_MS = 5;

async function call(path: string): Promise<CollectResult> {
  const driver = createOpenAiDriver({
    provider_type: 'openai_compatible',
    base_url: origin + path,
    api_key: 'sk-0123456789',
    fetch: openFetch({ purpose: 'provider' }),
  });
  const silent = { onText: () => undefined, onThinking: () => undefined };
  return collectResponse(driver.stream(llmRequest(), { signal: new AbortController().signal }), silent);
}

function watch() {
  const before = process.memoryUsage.rss();
  let [highest, longestBlockMs] = [before, 0];
  let lastAt = performance.now();
  const look = (): void => {
    highest = Math.max(highest, process.memoryUsage.rss());
    longestBlockMs = Math.max(longestBlockMs, performance.now() - lastAt - INTERVAL_MS);
    lastAt = performance.now();
  };
  const timer = setInterval(look, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    look();
    return { growthBytes: highest - before, longestBlockMs: Math.round(longestBlockMs) };
  };
}

const reports = [];
for (const path of paths) {
  await call('/small');
  global.gc?.();
  await sleep(100);
  const stop = watch();
  const results = await Promise.all(Array.from({ length: Number(count) }, () => call(path)));
  const ends = results.map((result) => (result.kind === 'error' ? result.error.class : 'answer'));
  reports.push({ ends, ...stop() });
}
console.log(JSON.stringify(reports));
await openFetch.close();
