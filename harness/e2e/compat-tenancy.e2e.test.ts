import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '@everruns/schemas';
import { ApiClient } from '../dev/api-client.ts';
import { listOperations, loadDocument, type Operation } from './operations.ts';
import { useStack } from './shared-stack.ts';
import { TENANCY_ROWS } from './tenancy-rows.ts';
import { createTwoOrganizations, FULL_AUTH, type TwoOrganizations } from './two-organizations.ts';

const shared = useStack({ env: FULL_AUTH });

let orgs: TwoOrganizations;
/** The operations of the main API that the compatible API has too. */
let rows: Operation[];
beforeAll(async () => {
  orgs = await createTwoOrganizations(shared.running);
  const all = listOperations(await loadDocument(shared.api)).filter(
    ({ operationId }) => kindOf(operationId) !== 'public',
  );
  const asked = await Promise.all(all.map(async (row) => ({ row, ...(await ask(row, {}, orgs.world)) })));
  rows = asked.filter(({ text }) => !/at this address|This address/.test(text)).map(({ row }) => row);
});

function kindOf(operationId: string): string {
  return TENANCY_ROWS[operationId.replace(/_nested$/, '')] ?? 'public';
}

async function ask(
  row: Operation,
  headers: Record<string, string>,
  ids: Record<string, string>,
): Promise<{ result: string; text: string }> {
  const [type] = row.textTypes;
  const body = type === undefined ? (row.sample === null ? null : JSON.stringify(row.sample)) : 'A prompt.';
  const response = await fetch(new ApiClient(shared.running.urls).url(`/compat${row.fill(ids)}`), {
    method: row.method,
    headers: { ...headers, ...(body === null ? {} : { 'content-type': type ?? 'application/json' }) },
    ...(body === null ? {} : { body }),
  });
  const text = (await response.text()).replace(/,"request_id":"[^"]*"/, '');
  if (response.status < 400) return { result: String(response.status), text };
  return { result: `${response.status} ${Problem.partial().parse(JSON.parse(text)).code}`, text };
}

async function post(path: string, headers: Record<string, string>): Promise<string> {
  const body = { params: { name: 'x', system_prompt: '' }, name: 'x', system_prompt: '' };
  const response = await shared.api.fetch('POST', path, { headers, body });
  return `${response.status} ${Problem.partial().parse(await response.json()).code}`;
}

/** Paths that the door refuses to everybody, because the original has them in another form. */
const IS_REFUSED = /\/versions(?:$|\/)/;

describe('the door for the original’s clients', () => {
  it('asks who calls before anything else, also about what is not offered', async () => {
    expect(rows.length).toBeGreaterThan(60);
    const results = await Promise.all(
      rows.map(async (row) => `${row.operationId}: ${(await ask(row, {}, orgs.world)).result}`),
    );
    expect(results).toEqual(rows.map(({ operationId }) => `${operationId}: 401 unauthenticated`));
    for (const path of ['/compat/v1/workspaces', '/v1/commands/create_agent', '/v1/commands/anything'])
      expect(await post(path, {})).toBe('401 unauthenticated');
  });

  it('lets a viewer write no more than the main API does', async () => {
    for (const path of ['/compat/v1/agents', '/api/v1/agents', '/v1/commands/create_agent'])
      expect(await post(path, orgs.vic.token)).toBe('403 forbidden');
  });

  it('has for another organization’s member nothing of this one, in the same words as for what never was', async () => {
    const foreign = rows.filter(({ operationId, path }) => kindOf(operationId) === 'foreign' && !IS_REFUSED.test(path));
    expect(foreign.length).toBeGreaterThan(40);
    const wrong = await Promise.all(
      foreign.map(async (row) => {
        const theirs = await ask(row, orgs.bea.key, orgs.world);
        const nobodys = await ask(row, orgs.bea.key, { path: orgs.world.path });
        const isSame = theirs.result === '404 not_found' && theirs.text === nobodys.text;
        return isSame ? [] : [`${row.operationId}: ${theirs.text} | ${nobodys.text}`];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });

  it('lists nothing of another organization', async () => {
    const own = rows.filter(({ operationId }) => kindOf(operationId) === 'own');
    const { capability_id: _capability, tool: _tool, path: _path, version: _version, to: _to, ...ids } = orgs.world;
    const needles = [...Object.values(ids), orgs.ada.user_id, 'ada@everruns.example'];
    const answers = await Promise.all(own.map((row) => ask(row, orgs.bea.token, orgs.world)));
    expect(answers.filter(({ text }) => needles.some((needle) => text.includes(needle)))).toEqual([]);
  });
});
