import type { EventId, SessionId } from '@everruns/schemas';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PublishedEvent } from './hub.ts';
import { NewLogs } from './new-logs.ts';

const SESSION = '01890000-0000-7000-8000-000000000001' as SessionId;
const FIRST: PublishedEvent = {
  org_id: 'org',
  session_id: SESSION,
  sequence: 1,
  id: '01890000-0000-7000-8000-000000000002' as EventId,
  type: 'session.started',
  turn_id: null,
  json: '{}',
};

let now = 0;
let logs: NewLogs;
let reads = 0;
beforeEach(() => {
  [now, reads] = [0, 0];
  logs = new NewLogs({ monotonic: () => now });
  logs.add({ event: FIRST, subject: 'local' });
});
const read = (after_sequence: number, org_id: string | null = 'org') =>
  logs.reader(async () => {
    reads += 1;
    return [];
  })({ org_id, session_id: SESSION, after_sequence, limit: 10 });

describe('the log of a session that was just created', () => {
  it('is known without a read, from its start and from its end', async () => {
    expect([await read(0), await read(1), reads]).toEqual([[FIRST], [], 0]);
  });

  it('is read as soon as anything else may have been recorded', async () => {
    logs.forget(SESSION);
    expect([await read(0), reads, logs.find(SESSION)]).toEqual([[], 1, null]);
  });

  it('is read again after ten seconds, whatever was heard', async () => {
    now = 10_000;
    expect(logs.find(SESSION)?.event).toBe(FIRST);
    now = 10_001;
    expect([await read(0), reads]).toEqual([[], 1]);
  });

  it('is not given to another organization', async () => {
    expect([await read(0, 'other'), reads]).toEqual([[], 1]);
  });
});
