import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '@everruns/control-plane/testing';
import type { Effect, JournalEntry, ReceiptRow, Transcript } from '../evidence.ts';
import { logOf, makeFamily, writeFamily } from './recorded-family.ts';

const ORG = '00000000-0000-7000-8000-000000000001';

/**
 * A session in PostgreSQL that satisfies every invariant: a turn with two tools, then a queued one; and another with a sub-agent. A test then
 * adds its defect.
 */
export class RecordedSession implements AsyncDisposable {
  readonly id = randomUUID();
  readonly turns = [randomUUID(), randomUUID()] as const;
  readonly messages = [randomUUID(), randomUUID()] as const;
  readonly charge = randomUUID();
  readonly save = randomUUID();
  /** The approval of the charge. */
  readonly wait = randomUUID();
  readonly family = makeFamily();
  readonly #database: TestDatabase;
  readonly #client: pg.Client;
  readonly effects: Effect[];
  readonly journal: JournalEntry[];
  readonly receipts: ReceiptRow[] = [];

  static async create(): Promise<RecordedSession> {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const session = new RecordedSession(database, client);
    await session.#write();
    return session;
  }

  private constructor(database: TestDatabase, client: pg.Client) {
    this.#database = database;
    this.#client = client;
    this.effects = [
      { name: 'charge', idempotency_key: 'k-charge', call_id: this.charge, body: { label: 'a' } },
      { name: 'save', idempotency_key: 'k-save', call_id: this.save, body: { label: 'b' } },
    ];
    this.journal = this.messages.map((id, index) => ({
      session_id: this.id,
      key: `key-${index}`,
      text: `text ${index}`,
      status: 201,
      body: JSON.stringify({ id, disposition: index === 0 ? 'started' : 'queued', turn: { id: this.turns[index] } }),
      at: Date.now(),
    }));
  }

  /**
   * Runs SQL with `$s` session, `$t1`, `$t2` turns, `$m1`, `$m2` messages, `$c` the charge, `$w` its approval and a webhook, `$v` the save; and
   * `$f` the session with a sub-agent, `$g` its turn, `$y` the wait, `$z` its call, `$k` the sub-agent's session, `$x` its turn.
   */
  async run(sql: string): Promise<void> {
    const names: Record<string, string> = {
      s: this.id,
      t1: this.turns[0],
      t2: this.turns[1],
      m1: this.messages[0],
      m2: this.messages[1],
      c: this.charge,
      v: this.save,
      w: this.wait,
      o: ORG,
      f: this.family.parent,
      g: this.family.turn,
      y: this.family.wait,
      k: this.family.child,
      x: this.family.childTurn,
      z: this.family.call,
    };
    await this.#client.query(sql.replaceAll(/\$([a-z]\d?)\b/g, (_, name: string) => `'${names[name]}'`));
  }

  /** Writes what a webhook is told of the end of a turn. */
  tellWebhook(session: string, turn: string): Promise<void> {
    const event = `(select id from events where session_id = '${session}' and turn_id = ${turn} and type = 'turn.completed')`;
    return this.#tell('turn.completed', `'session_id', '${session}', 'turn_id', ${turn}::text, 'event_id', ${event}`);
  }

  #tell(event: string, fields: string): Promise<void> {
    return this.run(`insert into webhook_deliveries (org_id, id, webhook_id, event, status, data, next_at, created_at)
      values ($o, gen_random_uuid(), $w, '${event}', 'delivered', json_build_object(${fields}), now(), now())`);
  }

  /** Inserts an event at the end of the log, or at `at`, so that the later events move up. */
  async insertEvent(
    type: string,
    data: object,
    options: { turn?: string; at?: number; session?: string } = {},
  ): Promise<void> {
    const { session = this.id, at = Number.MAX_SAFE_INTEGER } = options;
    await this.#client.query(
      'update event_chunks set sequence = -sequence - 1 where session_id = $1 and sequence >= $2',
      [session, at],
    );
    await this.#client.query('update event_chunks set sequence = -sequence where session_id = $1 and sequence < 0', [
      session,
    ]);
    await this.#client.query(
      `insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data)
       select $1, $2, least($3, (select count(*) + 1 from events where session_id = $2)), gen_random_uuid(), $4, now(), $5, '{}', $6`,
      [ORG, session, at, type, options.turn ?? null, JSON.stringify(data)],
    );
    await this.#client.query('update sessions set next_sequence = next_sequence + 1 where id = $1', [session]);
  }

  /** Returns the transcript of a reader that saw the current log. */
  async read(): Promise<Transcript> {
    const { rows } = await this.#client.query(
      'select id, sequence::float8 as sequence, type, data from events where session_id = $1 order by sequence',
      [this.id],
    );
    return { reader: 'r', session_id: this.id, events: rows };
  }

  get url(): string {
    return this.#database.url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
    await this.#database[Symbol.asyncDispose]();
  }

  async #write(): Promise<void> {
    await this.run(`insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy)
      values ($o, $s, 'a', 'p', '[]', '[]', '{}', 'queue')`);
    await this.run(`insert into sessions (org_id, id, agent_id, usage) values ($o, $s, $s, '{}')`);
    for (const index of [1, 2]) {
      await this.run(`insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage)
        values ($o, $t${index}, $s, $m${index}, 'completed', 1, 10, 60000, '{}')`);
    }
    // The charge was approved before it ran.
    await this.run(`insert into waits (org_id, id, session_id, root_session_id, agent_id, turn_id, iteration, ordinal, kind, status, subject,
        asked, resolution, created_at, expires_at)
      values ($o, $w, $s, $s, $s, $t1, 1, 0, 'approval', 'resolved', 'local',
        json_build_object('tool_call_id', $c::text, 'tool', 'charge', 'arguments', '{"label": "a"}'::json),
        '{"decision": "approve"}', now(), now())`);
    await this.run(`insert into webhooks (org_id, id, url, events, secret_encrypted, created_at, updated_at)
      values ($o, $w, 'https://a.example', '{turn.completed,session.requires_action}', '{}', now() - interval '1 minute', now())`);
    for (const [type, data, turn] of this.#log())
      await this.insertEvent(type, data, turn === undefined ? {} : { turn });
    await writeFamily((sql) => this.run(sql));
    for (const { type, data, ...place } of logOf(this.family)) await this.insertEvent(type, data, place);
    await this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    for (const index of [1, 2]) await this.tellWebhook(this.id, `$t${index}`);
    await this.tellWebhook(this.family.parent, '$g');
    await this.tellWebhook(this.family.child, '$x');
    const waits = `json_build_array(json_build_object('id', $w::text))`;
    await this.#tell('session.requires_action', `'session_id', $s::text, 'waits', ${waits}`);
    const told = `select id, event, data ->> 'session_id' as session_id from webhook_deliveries`;
    this.receipts.push(...(await this.#client.query<ReceiptRow>(told)).rows);
  }

  #log(): [type: string, data: object, turn?: string][] {
    const [first, second] = this.turns;
    const input = (index: number) => ({
      message: { id: this.messages[index], content: [{ type: 'text', text: `text ${index}` }] },
    });
    const call = (id: string, name: string) => ({ type: 'tool_call', id, name, arguments: {} });
    const done = (id: string) => ({ tool_call_id: id, success: true });
    const calls = { message: { id: randomUUID(), content: [call(this.charge, 'charge'), call(this.save, 'save')] } };
    const answer = { message: { id: randomUUID(), content: [{ type: 'text', text: 'done' }] } };
    return [
      ['session.started', {}],
      ['input.message', input(0), first],
      ['session.activated', {}, first],
      ['turn.started', {}, first],
      ['reason.started', { iteration: 1 }, first],
      ['output.message.completed', calls, first],
      ['tool.started', { tool_call: { id: this.charge, arguments: { label: 'a' } } }, first],
      ['tool.started', { tool_call: { id: this.save } }, first],
      ['input.message.queued', input(1)],
      ['tool.completed', done(this.charge), first],
      ['tool.completed', done(this.save), first],
      ['turn.completed', {}, first],
      ['input.message', input(1), second],
      ['turn.started', {}, second],
      ['reason.started', { iteration: 1 }, second],
      ['output.message.completed', answer, second],
      ['turn.completed', {}, second],
      ['session.idled', {}],
    ];
  }
}
