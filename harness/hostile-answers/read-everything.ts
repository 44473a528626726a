import { omitUndefined } from '@everruns/kernel';
import type { ApiClient } from '../dev/api-client.ts';
import { listOperations, loadDocument, type Operation } from '../e2e/operations.ts';

/** Operations on files, MCP servers, approvals, webhooks, subjects, jobs and views that a test creates, on logins, and the feed, which does not end. */
const NOT_READ =
  /\/fs\/\{path\}$|^\/v1\/(?:mcp-servers|approvals|webhooks|subjects|session-jobs|views)\/\{|^\/v1\/auth\/(?:(?:oauth|callback)\/|device$)|^\/v1\/orgs\/|^\/v1\/feed$/;
const OF_GENERATION = /\/generations\//;
const QUERY: Record<string, string> = { limit: '100', until: 'idle' };

export interface Reader {
  /** Reads the session with every operation; returns the faults, which are empty if all answers are 200. */
  readSession(ids: Record<string, string>): Promise<string[]>;
  /** The same with every operation that reads. */
  readEverything(ids: Record<string, string>): Promise<string[]>;
}

/** Finds the reads in the API's own document, so that new routes are included. A fault has the form `GET path: 500 body`. */
export async function createReader(api: ApiClient): Promise<Reader> {
  const all = listOperations(await loadDocument(api)).filter(
    ({ method, path }) => method === 'GET' && !NOT_READ.test(path),
  );
  const ofSession = all.filter(({ path }) => path.startsWith('/v1/sessions/'));
  const read = async (operations: readonly Operation[], ids: Record<string, string>): Promise<string[]> => {
    const isThere = (await hasGeneration(api, ids))
      ? operations
      : operations.filter(({ path }) => !OF_GENERATION.test(path));
    const faults = await Promise.all(isThere.map((operation) => readOne(api, operation, ids)));
    return faults.flat();
  };
  return {
    readSession: (ids) => read(ofSession, ids),
    readEverything: (ids) => read(all, ids),
  };
}

/** Whether any answer of the session's model came to its end: what the model was told is found by its generation. */
async function hasGeneration(api: ApiClient, { session_id }: Record<string, string>): Promise<boolean> {
  const response = await api.fetch('GET', `/v1/sessions/${session_id}/events?types=llm.generation&limit=1`);
  const { data } = (await response.json()) as { data: unknown[] };
  return data.length > 0;
}

/** Calls an operation once, or once for each way to group its list. */
async function readOne(api: ApiClient, operation: Operation, ids: Record<string, string>): Promise<string[]> {
  const names = operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const given = Object.fromEntries(Object.entries(QUERY).filter(([name]) => names.includes(name)));
  const groups = names.includes('group_by') ? ['day', 'model', 'agent', 'session'] : [undefined];
  const faults: string[] = [];
  for (const group of groups) {
    const query = new URLSearchParams({ ...given, ...omitUndefined({ group_by: group }) }).toString();
    const path = `${operation.fill(ids)}${query === '' ? '' : `?${query}`}`;
    const response = await api.fetch('GET', path);
    const text = await response.text();
    if (response.status !== 200) faults.push(`GET ${path}: ${response.status} ${text.slice(0, 500)}`);
  }
  return faults;
}
