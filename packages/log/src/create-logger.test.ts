import { expect, it } from 'vitest';
import { createLogger } from './create-logger.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const REFUSED = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:7233'), {
  code: 'ECONNREFUSED',
  syscall: 'connect',
  address: '127.0.0.1',
  port: 7233,
});

it.each(['err', 'error'])('what lies under %s is written with its causes', (key) => {
  const error = new Error('no Temporal worker', { cause: new Error('the transport', { cause: REFUSED }) });
  const [line] = logged((log) => log.error({ [key]: error }, 'failed'));
  expect(line?.[key]).toMatchObject({
    type: 'Error',
    message: 'no Temporal worker',
    stack: expect.stringContaining('create-logger.test.ts'),
    cause: {
      message: 'the transport',
      cause: { message: 'connect ECONNREFUSED 127.0.0.1:7233', code: 'ECONNREFUSED', address: '127.0.0.1', port: 7233 },
    },
  });
});

it('an AggregateError shows each of its errors', () => {
  const other = Object.assign(new Error('connect ECONNREFUSED ::1:7233'), { code: 'ECONNREFUSED' });
  const [line] = logged((log) => log.warn({ error: new AggregateError([REFUSED, other], '') }, 'failed'));
  expect(line?.['error']).toMatchObject({
    type: 'AggregateError',
    errors: [{ code: 'ECONNREFUSED', port: 7233 }, { message: 'connect ECONNREFUSED ::1:7233' }],
  });
});

it.each([
  ['a text', 'the control plane ended the stream', 'the control plane ended the stream'],
  ['nothing', undefined, undefined],
  ['null', null, 'null'],
  ['a number', 7, '7'],
  ['an object', { a: 1 }, '{"a":1}'],
])('%s that was thrown is written as text', (_name, thrown, expected) => {
  const [line] = logged((log) => log.warn({ error: thrown }, 'failed'));
  expect(line?.['error']).toBe(expected);
});

it('an error that is its own cause, or has causes without end, is written to a depth', () => {
  const loop = new Error('loop');
  loop.cause = loop;
  let deep = new Error('0');
  for (let level = 1; level < 50; level += 1) deep = new Error(String(level), { cause: deep });
  const lines = logged((log) => {
    log.error({ error: loop }, 'failed');
    log.error({ error: deep }, 'failed');
  });
  expect(lines[0]?.['error']).toMatchObject({ message: 'loop', cause: { message: '…' } });
  expect(JSON.stringify(lines[1]).length).toBeLessThan(20_000);
});

it('a getter that throws and an object that is no error cost nothing', () => {
  const odd = Object.defineProperty(new Error('odd'), 'code', {
    get() {
      throw new Error('no');
    },
  });
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const lines = logged((log) => {
    log.error({ error: odd }, 'failed');
    log.error({ error: circular }, 'failed');
  });
  expect(lines[0]?.['error']).toMatchObject({ message: 'odd' });
  expect(lines[1]?.['error']).toBe('[object Object]');
});

it.each([
  ['postgres://everruns:CANARY@db.example:5432/x', 'postgres://***@db.example:5432/x'],
  ['postgres://u:CANARY@CANARY@db/x', 'postgres://***@db/x'],
  ['redis://:CANARY@cache', 'redis://***@cache'],
  ['Authorization: Bearer CANARY.CANARY', 'Authorization: Bearer ***'],
  ['Incorrect API key provided: sk-CANARYCANARY.', 'Incorrect API key provided: sk-***.'],
  ['evr_CANARYCANARYCANARY', 'evr_***'],
  ['kek-v1:CANARYCANARYCANARY=', 'kek-v1:***'],
  ['{"api_key":"CANARY","a":1}', '{"api_key":"***","a":1}'],
  ['https://h.example/p?token=CANARY&a=1', 'https://h.example/p?token=***&a=1'],
])('the credential in "%s" is blotted out, in message, stack and causes', (text, expected) => {
  const [line] = logged((log) => log.error({ error: new Error(text, { cause: new Error(text) }) }, 'failed'));
  expect(JSON.stringify(line)).not.toContain('CANARY');
  expect(line?.['error']).toMatchObject({ message: expected, cause: { message: expected } });
});

it('fields that are not on the list stay out', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'users_email',
    detail: 'Key (email)=(CANARY) already exists.',
    headers: { authorization: 'CANARY' },
  });
  const [line] = logged((log) => log.error({ error }, 'failed'));
  expect(line?.['error']).toMatchObject({ code: '23505', constraint: 'users_email' });
  expect(JSON.stringify(line)).not.toContain('CANARY');
});
