import { systemClock } from '@everruns/kernel';
import { EverrunsError, type OrganizationId } from '@everruns/schemas';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createRequestLog } from './request-log.ts';

const REQUEST = {
  requestId: 'r-1',
  operationId: 'get_agent',
  method: 'GET',
  seconds: 0.0123,
  error: undefined,
  trail: {},
};
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

function record(level: string) {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level, base: null, timestamp: false },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return { lines, logRequest: createRequestLog({ log, clock: systemClock }) };
}

it('a request is one line at debug, with its ids, and none at info', () => {
  const { lines, logRequest } = record('debug');
  logRequest({ ...REQUEST, status: 200, headers: new Headers({ traceparent: TRACEPARENT }) });
  expect(lines).toEqual([
    expect.objectContaining({
      request_id: 'r-1',
      operation: 'get_agent',
      status: 200,
      ms: 12,
      traceparent: TRACEPARENT,
    }),
  ]);
  const quiet = record('info');
  quiet.logRequest({ ...REQUEST, status: 200, headers: new Headers() });
  expect(quiet.lines).toEqual([]);
});

it('a line has the ids of the organization, the session and the turn, wherever they are known from', () => {
  const { lines, logRequest } = record('debug');
  const headers = new Headers();
  const orgId = 'o-1' as OrganizationId;
  const ids = { org_id: 'o-1', session_id: 's-1', turn_id: 't-1' };
  const params = { session_id: 's-1', path: 'what a tenant wrote' };
  logRequest({ ...REQUEST, status: 201, headers, trail: { orgId, params, reply: { turn: { id: 't-1' } } } });
  logRequest({ ...REQUEST, status: 200, headers, trail: { orgId, params: { ...params, turn_id: 't-1' } } });
  const reply = { turn: { id: 't-1', session_id: 's-1' } };
  logRequest({ ...REQUEST, status: 201, headers, trail: { orgId, params: {}, reply } });
  expect(lines).toEqual([0, 1, 2].map(() => expect.objectContaining(ids)));
  expect(JSON.stringify(lines)).not.toContain('wrote');
});

it('a refusal is a warning with its code, and a thousand of them are one', () => {
  const { lines, logRequest } = record('info');
  const refused = { ...REQUEST, status: 404, headers: new Headers(), error: new EverrunsError('not_found', 'No.') };
  for (let count = 0; count < 1_000; count += 1) logRequest(refused);
  expect(lines).toEqual([
    expect.objectContaining({ level: 40, code: 'not_found', msg: 'A request was refused: get_agent, 404.' }),
  ]);
  logRequest({ ...refused, operationId: 'get_session' });
  // Faults of ours, and requests for another host, are reported elsewhere.
  for (const status of [421, 500]) logRequest({ ...refused, status });
  expect(lines).toHaveLength(2);
});
