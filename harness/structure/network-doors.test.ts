import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** Tools that fetch, through `openEgress`. */
const TOOLS = 'packages/capabilities/test/hostile-urls-suite.ts';
const SERVICES = 'apps/control-plane/src/services/network-doors.test.ts';
const MODULE = 'packages/egress/src/hostile-urls.test.ts';

/** Every place of the product that opens the way to the network, and the test that tries 500 hostile URLs there. A new one needs a row. */
const DOORS: Readonly<Record<string, string>> = {
  'apps/control-plane/src/auth/oauth/create-oauth.ts': MODULE,
  'apps/control-plane/src/services/mcp/login-fetch.ts': SERVICES,
  'apps/control-plane/src/services/mcp/mcp-directory.ts': SERVICES,
  'apps/control-plane/src/services/providers/check.ts': MODULE,
  'apps/control-plane/src/services/webhooks/send-delivery.ts': SERVICES,
  'apps/worker/src/executor/drivers.ts': MODULE,
  'apps/worker/src/executor/execute-atom.ts': MODULE,
  'apps/worker/src/executor/mcp-calls.ts': 'apps/worker/src/executor/mcp-calls.test.ts',
  'apps/worker/src/executor/open-tool-egress.ts': TOOLS,
  'apps/worker/src/executor/probe-model.ts': MODULE,
  'packages/capabilities/src/web-fetch/tools.ts': TOOLS,
  'packages/capabilities/src/web/send-with-secrets.ts': TOOLS,
};

const sources = listFiles('packages/*/src/**/*.ts', 'apps/control-plane/src/**/*.ts', 'apps/worker/src/**/*.ts').filter(
  (file) => !/\.test\.ts$|\/testing\//.test(file),
);
/** A call, and not the declaration of a type. */
const OPENS = /\b(?:openFetch|openEgress)\((?!policy: |options: )/;

it('every place that opens the way to the network is tried with hostile URLs', () => {
  const doors = sources.filter((file) => OPENS.test(readSource(file)));
  expect(doors.toSorted()).toEqual(Object.keys(DOORS).toSorted());
  for (const test of new Set(Object.values(DOORS))) expect(readSource(test)).toContain('HOSTILE_URLS');
});

it('nothing else of the product makes a connection', () => {
  const makes = /from 'undici'|from 'node:(?:https|http2|tls|dgram|dns)'|\b(?:createConnection|http\.request)\(/;
  const own = sources.filter((file) => !file.startsWith('packages/egress/') && makes.test(readSource(file)));
  expect(own).toEqual([]);
});
