import { createInlineOffload } from '@everruns/core/testing';
import { describe, expect, it } from 'vitest';
import { http, HttpConfig } from './definition.ts';

const offload = createInlineOffload();
const toolsFor = async (config: object) =>
  (await http.toolsFor?.(HttpConfig.parse(config), (job, input) => offload.run(job, input, { tenant: 't' })))?.tools;

describe('the definition of http', () => {
  it('needs the hosts that it may call', () => {
    expect(HttpConfig.safeParse({}).success).toBe(false);
    expect(HttpConfig.safeParse({ hosts: [] }).success).toBe(false);
    expect(HttpConfig.safeParse({ hosts: ['*'] }).success).toBe(false);
    expect(HttpConfig.parse({ hosts: ['API.example.com'] })).toMatchObject({
      hosts: ['api.example.com'],
      changes: 'once',
    });
  });

  it.each(['Host: a', 'content-length: 1', 'Transfer-Encoding: chunked', 'no colon', 'A: b\nC: d', 'Ä: b'])(
    'refuses the header %j',
    (line) => {
      expect(HttpConfig.safeParse({ hosts: ['a.example'], headers: [line] }).success).toBe(false);
    },
  );

  it('tells the model the hosts, and changes things once unless the settings say otherwise', async () => {
    expect(await toolsFor({ hosts: ['a.example'] })).toMatchObject([
      { name: 'http_get', effect: 'read', description: expect.stringContaining('a.example') },
      { name: 'http_request', effect: 'once' },
    ]);
    expect(await toolsFor({ hosts: ['a.example'], changes: 'idempotent' })).toMatchObject([
      { effect: 'read' },
      { effect: 'idempotent' },
    ]);
  });
});
