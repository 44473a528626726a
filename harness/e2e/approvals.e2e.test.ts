import { AlreadyResolvedError, createEverruns, type Approval, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

const POLICY = { capabilities: ['math', 'ask_user'], tools_policy: { add: 'requires_approval' as const } };
const ADD = '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Done.]]';

async function createSession(agent: object = POLICY): Promise<string> {
  const { id } = await everruns.agents.create({ name: 'careful', system_prompt: 'You test.', ...agent });
  return (await everruns.sessions.create({ agent_id: id })).id;
}

/** Sends a message and returns what its turn asks a person, and the run. */
async function ask(text: string, session?: string) {
  const id = session ?? (await createSession());
  const run = everruns.sessions.send(id, text);
  const waiting = await run.result();
  expect(waiting.status).toBe('requires_action');
  const [approval_id = ''] = waiting.approvals;
  return { session: id, run, approval: await everruns.approvals.get(approval_id) };
}

const sumOf = async (session: string): Promise<unknown[]> => {
  const completed = (await shared.api.events(session)).filter(({ type }) => type === 'tool.completed');
  return completed.map(({ data }) => (data as { result: { result?: unknown; error?: string } }).result);
};

describe('an approval', () => {
  it('is in the list with its agent and its call, and the turn goes on after it', async () => {
    const { session, run, approval } = await ask(ADD);
    expect(approval).toMatchObject({
      kind: 'approval',
      status: 'open',
      agent_name: 'careful',
      path: [{ session_id: session }],
      request: { tool: 'add', arguments: { a: 1, b: 2 }, effect: 'read', capability_id: 'math' },
      parameters: { type: 'object' },
    });
    expect((await everruns.sessions.get(session)).status).toBe('requires_action');
    const listed = await everruns.approvals.list({ status: 'open', session_id: session }).page();
    expect(listed.data.map(({ id }) => id)).toEqual([approval.id]);
    await everruns.approvals.approve(approval.id);
    expect(await run.text()).toBe('Done.');
    expect((await everruns.approvals.list({ status: 'open', session_id: session }).page()).data).toEqual([]);
    const { data: waits } = await everruns.turns.waits(session).page();
    expect(waits).toMatchObject([{ id: approval.id, status: 'resolved', resolved_by: 'operator' }]);
    const audit = await everruns.auditLog.list({ action: 'resolve_approval' }).page();
    expect(audit.data.map(({ target_id }) => target_id)).toContain(approval.id);
  });

  it('runs with the arguments that a person gave, and the model is told', async () => {
    const { session, run, approval } = await ask(ADD);
    const edited_arguments = { a: 20, b: 22 };
    await everruns.approvals.resolve(approval.id, { decision: 'approve', edited_arguments });
    await run.text();
    expect(await sumOf(session)).toMatchObject([{ result: { note: expect.stringContaining('{"a":20,"b":22}') } }]);
    expect(JSON.stringify(await sumOf(session))).toContain('42');
  });

  it('refuses arguments that do not fit the tool, and names the place', async () => {
    const { approval } = await ask(ADD);
    const edited_arguments = { a: 'many', b: 2 };
    const refused = await everruns.approvals
      .resolve(approval.id, { decision: 'approve', edited_arguments })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      status: 400,
      problem: { errors: expect.arrayContaining([expect.objectContaining({ path: 'edited_arguments.a' })]) },
    });
    await everruns.approvals.deny(approval.id);
  });

  it.each([
    { decision: 'answer', answer: 1 },
    { decision: 'deny', edited_arguments: {} },
    { decision: 'deny', remember: { scope: 'session' } },
    { decision: 'approve', answer: 'yes' },
  ] as const)('refuses a decision that is none: %o', async (body) => {
    const { approval } = await ask(ADD);
    await expect(everruns.approvals.resolve(approval.id, body as never)).rejects.toMatchObject({ status: 400 });
    await everruns.approvals.deny(approval.id, 'no');
    const late = await everruns.approvals.approve(approval.id).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(AlreadyResolvedError);
    expect(late).toMatchObject({ decision: 'deny', resolvedBy: 'operator', resolvedAt: expect.any(String) });
  });

  it('that was denied never runs', async () => {
    const { session, run, approval } = await ask(ADD);
    await everruns.approvals.deny(approval.id, 'not now');
    await run.result();
    expect(await sumOf(session)).toMatchObject([{ error: expect.stringContaining('not now') }]);
    expect((await shared.api.events(session)).some(({ type }) => type === 'tool.started')).toBe(false);
  });
});

describe('a remembered approval', () => {
  it('lets later calls run until it is forgotten', async () => {
    const first = await ask(ADD);
    await everruns.approvals.resolve(first.approval.id, { decision: 'approve', remember: { scope: 'session' } });
    await first.run.text();
    expect(await everruns.sessions.send(first.session, ADD).text()).toBe('Done.');
    const rules = await everruns.approvals.rules().page();
    const rule = rules.data.find(({ session_id }) => session_id === first.session);
    expect(rule).toMatchObject({ scope: 'session', tool: 'add', capability_id: 'math', match: 'tool' });
    await everruns.approvals.forget(rule?.id ?? '');
    const again = await ask(ADD, first.session);
    await everruns.approvals.deny(again.approval.id);
  });

  it('of arguments counts only for the same ones', async () => {
    const { session, run, approval } = await ask(ADD);
    const remember = { scope: 'session', match: 'arguments' } as const;
    await everruns.approvals.resolve(approval.id, { decision: 'approve', remember });
    await run.text();
    expect(await everruns.sessions.send(session, ADD.replace('"a":1,"b":2', '"b":2,"a":1')).text()).toBe('Done.');
    const other = await ask(ADD.replace('"a":1', '"a":9'), session);
    await everruns.approvals.deny(other.approval.id);
  });
});

describe('a question', () => {
  const question = (args: object) => `[[sim:tool ask_user ${JSON.stringify(args)}]][[sim:next]][[sim:text Thanks.]]`;

  it('is answered with text, and the model reads it', async () => {
    const { session, run, approval } = await ask(question({ question: 'Tea?', options: ['yes', 'no'] }));
    expect(approval).toMatchObject({
      kind: 'question',
      request: { question: { question: 'Tea?', options: ['yes', 'no'] } },
    });
    await everruns.approvals.answer(approval.id, 'yes');
    expect(await run.text()).toBe('Thanks.');
    expect(await sumOf(session)).toMatchObject([{ result: 'yes' }]);
  });

  it('is answered with JSON that fits its schema', async () => {
    const schema = { type: 'object', properties: { sugar: { type: 'integer' } }, required: ['sugar'] };
    const { session, run, approval } = await ask(question({ question: 'How?', schema }));
    const wrong = everruns.approvals.answer(approval.id, { sugar: 'two' });
    await expect(wrong).rejects.toMatchObject({ status: 400, problem: { errors: [{ path: 'answer.sugar' }] } });
    await everruns.approvals.answer(approval.id, { sugar: 2 });
    await run.text();
    expect(await sumOf(session)).toMatchObject([{ result: { sugar: 2 } }]);
  });

  it('is asked by the simulated model without a directive', async () => {
    const { run, approval } = await ask('Ask me: tea or coffee?');
    expect(approval.request.question).toEqual({ question: 'tea or coffee?', options: ['tea', 'coffee'] });
    await everruns.approvals.answer(approval.id, 'tea');
    expect(await run.text()).toContain('You answered: tea');
  });
});

it('a program decides by itself with onApproval, and is asked once', async () => {
  const asked: Approval[] = [];
  const run = everruns.sessions.send(await createSession(), ADD, {
    onApproval: (approval) => {
      asked.push(approval);
      return { decision: 'approve' };
    },
  });
  expect(await run.text()).toBe('Done.');
  expect(await run.text()).toBe('Done.');
  expect(asked.map(({ request }) => request.tool)).toEqual(['add']);
});

it('a key approves only if it was made for that', async () => {
  const { approval } = await ask(ADD);
  expect((await everruns.auth.me()).scopes).toContain('approvals:resolve');
  await everruns.approvals.deny(approval.id);
});
