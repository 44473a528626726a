import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TENANCY_ROWS } from './tenancy-rows.ts';

interface CommittedDocument {
  paths: Record<string, Record<string, { operationId: string; 'x-auth': string }>>;
}

const text = readFileSync(new URL('../../apps/docs/openapi.json', import.meta.url), 'utf8');
const { paths } = JSON.parse(text) as CommittedDocument;
const operations = Object.entries(paths)
  .flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })))
  .filter(({ operationId }) => !operationId.endsWith('_nested'));

it('every route has its row in the tenancy matrix, and every row its route', () => {
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(TENANCY_ROWS).toSorted());
});

it('a row says public exactly where the route is, and foreign wherever an id stands in the path', () => {
  for (const { operationId, path, 'x-auth': auth } of operations) {
    const row = TENANCY_ROWS[operationId];
    expect([operationId, row === 'public']).toEqual([operationId, auth === 'public']);
    // Capabilities, their tools and login providers belong to the product, so they are the same for every organization.
    const namesSomething = /\{(?!capability_id|tool\}|provider\})/.test(path);
    // A name that the organization chooses itself is made by the request, so it is never missing.
    const isMade = operationId === 'put_secret';
    expect([operationId, row === 'foreign']).toEqual([operationId, namesSomething && !isMade]);
  }
});
