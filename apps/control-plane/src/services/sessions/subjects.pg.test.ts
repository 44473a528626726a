import { pageOf, Session, UserId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authSettings, bearer, makeKey, newEmail, registerPerson, type Person } from '../../testing/auth-kit.ts';
import type { EventHub, PublishedEvent } from '../../events/hub.ts';
import { openStream } from '../events/open-stream.ts';
import { idOf, outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let ada: Person;
/** A member of Ada's organization. */
let mia: Person;
let agent: string;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
  ada = await registerPerson(api, newEmail());
  mia = await registerPerson(api, newEmail());
  await api.database.pool.query(`insert into memberships (org_id, user_id, role) values ($1, $2, 'admin')`, [
    ada.org_id,
    mia.user_id,
  ]);
  api.services.credentialCache.clear();
  agent = idOf(await as(ada, 'POST', '/v1/agents', { name: 'a', system_prompt: '' }));
});
afterAll(() => api[Symbol.asyncDispose]());

const as = (person: Person, method: string, path: string, body?: object) =>
  api.call(method, path, {
    headers: { ...bearer(person.accessToken), 'x-org-id': ada.org_id },
    ...(body && { body }),
  });
const by = (key: string, method: string, path: string, body?: object) =>
  api.call(method, path, { headers: { authorization: key }, ...(body && { body }) });
const keyOf = async (given: object) => (await makeKey(api, ada, given)).key;
const start = (subject?: string) => ({ agent_id: agent, ...(subject === undefined ? {} : { subject }) });
const subjectOf = (answer: { json: unknown }) => Session.parse(answer.json).subject;
const self = ({ user_id }: Person) => `user:${user_id}`;

describe('the subject of a new session', () => {
  it('is the organization, or the one that is named', async () => {
    expect(subjectOf(await as(ada, 'POST', '/v1/sessions', start()))).toBe('local');
    expect(subjectOf(await as(ada, 'POST', '/v1/sessions', start(self(ada))))).toBe(self(ada));
    const key = await keyOf({});
    expect(subjectOf(await by(key, 'POST', '/v1/sessions', start()))).toBe('local');
    expect(subjectOf(await by(key, 'POST', '/v1/sessions', start('app:customer 7')))).toBe('app:customer 7');
  });

  it('is in the log, unless it is the organization', async () => {
    const log = async (subject: string) => {
      const id = idOf(await as(ada, 'POST', '/v1/sessions', start(subject)));
      return (await as(ada, 'GET', `/v1/sessions/${id}/export`)).text;
    };
    expect(await log('app:7')).toContain('"subject":"app:7"');
    expect(await log('local')).not.toContain('subject');
  });

  it.each([
    '',
    'me',
    'app:',
    `app:${'x'.repeat(257)}`,
    'user:me',
    'app:line\nbreak',
    `user:${v7().toUpperCase()}`,
    `local `,
  ])('is refused when it is %j', async (subject) => {
    expect(outcomeOf(await as(ada, 'POST', '/v1/sessions', start(subject)))).toBe('400 invalid_request');
  });

  it('is never another person, whether that person exists or not', async () => {
    const texts = [];
    for (const id of [mia.user_id, UserId.parse(v7())]) {
      const refused = await as(ada, 'POST', '/v1/sessions', start(`user:${id}`));
      expect(outcomeOf(refused)).toBe('403 forbidden');
      texts.push(refused.text.replace(/"request_id":"[^"]*"/, ''));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(outcomeOf(await by(await keyOf({}), 'POST', '/v1/sessions', start(self(ada))))).toBe('403 forbidden');
  });
});

describe('a person’s session', () => {
  it('is reached by that person, and by a key of theirs that was allowed it', async () => {
    const id = idOf(await as(ada, 'POST', '/v1/sessions', start(self(ada))));
    const outcomes = async (key: string) => outcomeOf(await by(key, 'GET', `/v1/sessions/${id}`));
    expect(outcomeOf(await as(ada, 'GET', `/v1/sessions/${id}`))).toBe('200');
    expect(await outcomes(await keyOf({ scopes: ['read', 'subjects:own'] }))).toBe('200');
    expect(await outcomes(await keyOf({ subject: self(ada) }))).toBe('200');
    expect(await outcomes(await keyOf({}))).toBe('404 not_found');
    expect(outcomeOf(await as(mia, 'GET', `/v1/sessions/${id}`))).toBe('404 not_found');
  });

  it('is not listed or written for another member', async () => {
    const id = idOf(await as(ada, 'POST', '/v1/sessions', start(self(ada))));
    const message = { message: { content: [{ type: 'text', text: 'Hello.' }] } };
    // This process remembers the session from its creation.
    expect(outcomeOf(await as(mia, 'POST', `/v1/sessions/${id}/messages`, message))).toBe('404 not_found');
    expect(outcomeOf(await as(ada, 'POST', `/v1/sessions/${id}/messages`, message))).toBe('201');
    expect(outcomeOf(await as(mia, 'POST', `/v1/sessions/${id}/messages`, message))).toBe('404 not_found');
    expect((await as(mia, 'GET', '/v1/sessions')).text).not.toContain(id);
    expect((await as(mia, 'GET', `/v1/sessions?subject=${self(ada)}`)).json).toEqual({ data: [], has_more: false });
    expect((await as(ada, 'GET', `/v1/sessions?subject=${self(ada)}`)).text).toContain(id);
  });

  it('has no stream for another member, even while its log is only remembered', async () => {
    const { id: session_id, subject } = Session.parse((await as(ada, 'POST', '/v1/sessions', start(self(ada)))).json);
    const event = { org_id: ada.org_id, session_id, sequence: 1 } as unknown as PublishedEvent;
    const { db, cursors } = api.services;
    const deps = { db, cursors, hub: { findNewLog: () => ({ event, subject }) } as unknown as EventHub };
    const open = (person: Person) => {
      const subjects = { bound: null, person: self(person), noteForeign: null };
      const ctx = { org_id: ada.org_id, principal: self(person), request_id: 'r', subjects };
      const from = { last_event_id: null, since_id: null, after_sequence: 0, types: [], exclude: [], until: null };
      return openStream(deps, ctx, { session_id, ...from });
    };
    expect((await open(ada))?.greet()).toMatchObject({ data: { session_id, after_sequence: 0 } });
    await expect(open(mia)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is reached by an admin’s key with subjects:any, and each use is in the audit log', async () => {
    const id = idOf(await as(ada, 'POST', '/v1/sessions', start(self(ada))));
    const made = await as(mia, 'POST', '/v1/auth/api-keys', {
      name: 'k',
      scopes: ['read', 'subjects:own', 'subjects:any'],
    });
    const { key } = made.json as { key: string };
    expect(outcomeOf(await by(key, 'GET', `/v1/sessions/${id}`))).toBe('200');
    expect((await by(key, 'GET', '/v1/sessions')).text).toContain(id);
    const { json } = await as(ada, 'GET', '/v1/audit-log?action=use_subject');
    expect((json as { data: object[] }).data).toMatchObject([
      { target_id: self(ada), fields: ['list_sessions'] },
      { target_id: self(ada), fields: ['get_session'] },
    ]);
    const viewer = await registerPerson(api, newEmail());
    await api.database.pool.query(`insert into memberships (org_id, user_id, role) values ($1, $2, 'member')`, [
      ada.org_id,
      viewer.user_id,
    ]);
    api.services.credentialCache.clear();
    const asked = { name: 'k', scopes: ['read', 'subjects:any'] };
    expect(outcomeOf(await as(viewer, 'POST', '/v1/auth/api-keys', asked))).toBe('403 forbidden');
  });
});

describe('a key that is bound to a subject', () => {
  it('reaches the sessions of that subject and no others, and starts its own there', async () => {
    const key = await keyOf({ subject: 'app:bound' });
    const own = await by(key, 'POST', '/v1/sessions', start());
    expect(subjectOf(own)).toBe('app:bound');
    const others = await Promise.all(
      ['app:8', 'local', self(ada)].map(async (subject) => idOf(await as(ada, 'POST', '/v1/sessions', start(subject)))),
    );
    for (const id of others) expect(outcomeOf(await by(key, 'GET', `/v1/sessions/${id}`))).toBe('404 not_found');
    const { data } = pageOf(Session).parse((await by(key, 'GET', '/v1/sessions')).json);
    expect(data.map(({ id }) => id)).toEqual([idOf(own)]);
    expect(outcomeOf(await by(key, 'POST', '/v1/sessions', start('app:8')))).toBe('403 forbidden');
    expect((await as(ada, 'GET', '/v1/sessions?subject=app:bound')).text).toContain(idOf(own));
  });

  it('is not made for another person, nor with subjects:any', async () => {
    const refused = async (given: object) =>
      outcomeOf(await as(ada, 'POST', '/v1/auth/api-keys', { name: 'k', ...given }));
    expect(await refused({ subject: self(mia) })).toBe('403 forbidden');
    expect(await refused({ subject: 'app:7', scopes: ['read', 'subjects:any'] })).toBe('400 invalid_request');
  });
});

it('a key that a release before this one made keeps what it could do', async () => {
  const { id, key } = await makeKey(api, ada, {});
  await api.database.pool.query(`update api_keys set later_scopes = default where id = $1`, [id]);
  const session = idOf(await as(ada, 'POST', '/v1/sessions', start(self(ada))));
  expect(outcomeOf(await by(key, 'GET', `/v1/sessions/${session}`))).toBe('200');
  expect(subjectOf(await by(key, 'POST', '/v1/sessions', start()))).toBe('local');
});
