import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Preview, Transcript } from './evidence.ts';
import { askOracle, findsPlanted, first, refusal, SECRET, told, type Defect, type Told } from './testing/ask-oracle.ts';
import { RecordedSession } from './testing/recorded-session.ts';

const OTHER = { model: 'other', provider: 'p' };

const DEFECTS: Defect[] = [
  [
    'a message of a 2xx that is nowhere',
    'I1',
    async (s) =>
      s.run(`update event_chunks set types = '{file.written}' where types = '{input.message}' and turn_id = $t2`),
  ],
  [
    'a message of a 2xx that is in the log twice',
    'I1',
    async (s) =>
      s.insertEvent('input.message', { message: { id: s.messages[1], content: [] } }, { turn: s.turns[1], at: 14 }),
  ],
  [
    'a message that was taken and still lies in the queue',
    'I1',
    async (s) => s.run(`insert into turn_inputs values ($o, $m2, $s, $t2, 'queue', '{}')`),
  ],
  [
    'one key that made two messages',
    'I2',
    async (s) =>
      s.insertEvent(
        'input.message.queued',
        { message: { id: randomUUID(), content: [{ type: 'text', text: 'text 1' }] } },
        { at: 10 },
      ),
  ],
  [
    'one key that made two turns',
    'I2',
    async (s) =>
      s.run(
        `insert into turns select (json_populate_record(t, json_build_object('id', gen_random_uuid()))).* from turns t where id = $t1`,
      ),
  ],
  [
    'one key that was answered with two bodies',
    'I2',
    async (s) =>
      void s.journal.push({
        ...first(s.journal),
        body: JSON.stringify({ id: s.messages[0], disposition: 'started', turn: { id: s.turns[1] } }),
      }),
  ],
  [
    'a refused message that is in the log',
    'I2',
    async (s) => void s.journal.splice(1, 1, { ...first(s.journal.slice(1)), status: 409, body: '' }),
  ],
  [
    'a turn with two terminal events',
    'I3',
    async (s) => s.insertEvent('turn.failed', {}, { turn: s.turns[1], at: 18 }),
  ],
  [
    'a turn that never ends',
    'I3',
    async (s) =>
      s.run(`update event_chunks set types = '{file.written}' where types = '{turn.completed}' and turn_id = $t2`),
  ],
  [
    'a turn whose end is late',
    'I3',
    async (s) =>
      s
        .run(
          `update event_chunks set ts = now() + interval '61 seconds' where types = '{turn.completed}' and turn_id = $t2`,
        )
        .then(() => ({ restedAt: Date.now() + 70_000 })),
  ],
  [
    'a terminal event of a turn that says something else',
    'I3',
    async (s) => s.run(`update turns set status = 'failed' where id = $t2`),
  ],
  [
    'a lost event',
    'I4',
    async (s) => s.run(`delete from event_chunks where session_id = $s and types = '{session.idled}'`),
  ],
  [
    'a hole in the log',
    'I4',
    async (s) => s.run(`update event_chunks set sequence = sequence + 1 where session_id = $s and sequence = 18`),
  ],
  [
    'a chunk that begins before its predecessor has ended',
    'I4',
    async (s) =>
      s.run(`update event_chunks set types = types || types, places = places || places, data = data || data
        where session_id = $s and sequence = 18`),
  ],
  [
    'an event that was recorded twice',
    'I4',
    async (s) => s.insertEvent('tool.started', { tool_call: { id: s.charge } }, { turn: s.turns[0], at: 9 }),
  ],
  [
    'a step that was summarized twice',
    'I4',
    async (s) => {
      const message = { id: randomUUID() };
      for (const at of [16, 17]) await s.insertEvent('context.compacted', { message }, { turn: s.turns[1], at });
    },
  ],
  [
    'a turn that fell back twice',
    'I4',
    async (s) => {
      for (const at of [16, 17]) await s.insertEvent('reason.fallback', { to: OTHER }, { turn: s.turns[1], at });
    },
  ],
  [
    'a turn that fell back and asked the first model again',
    'I4',
    async (s) => {
      await s.insertEvent('reason.fallback', { to: OTHER }, { turn: s.turns[1], at: 16 });
      await s.insertEvent('llm.generation', { message_id: randomUUID(), model: 'm' }, { turn: s.turns[1], at: 17 });
    },
  ],
  [
    'a reader that saw an event twice',
    'I4',
    async (s) => readers(s, ({ events }) => [...events.slice(0, 5), ...events.slice(4)]),
  ],
  [
    'a reader that missed an event',
    'I4',
    async (s) => readers(s, ({ events }) => events.filter((event) => event.sequence !== 7)),
  ],
  [
    'a reader that saw two events in the other order',
    'I4',
    async (s) =>
      readers(s, ({ events }) => [...events.slice(0, 8), ...events.slice(8, 10).toReversed(), ...events.slice(10)]),
  ],
  [
    'a reader that saw another text',
    'I4',
    async (s) =>
      readers(s, ({ events }) => events.map((event) => (event.sequence === 2 ? { ...event, data: {} } : event))),
  ],
  ['a reader that never saw the end', 'I4', async (s) => readers(s, ({ events }) => events.slice(0, -1))],
  ['a reader that was shown a torn answer', 'I4', async (s) => previews(s, [said(1, 0, 'a'), said(1, 2, 'c')])],
  ['a reader that was shown a doubled answer', 'I4', async (s) => previews(s, [said(1, 0, 'a'), said(1, 0, 'a')])],
  ['a reader that was shown a dead attempt', 'I4', async (s) => previews(s, [said(2, 0, 'a'), said(1, 1, 'b')])],
  ['a reader that was shown another answer', 'I4', async (s) => previews(s, [said(1, 0, 'a'), said('b')])],
  ['a reader that was shown a delta after the answer', 'I4', async (s) => previews(s, [said('a'), said(1, 0, 'a')])],
  [
    'a call without a result',
    'I5',
    async (s) =>
      s.run(
        `update event_chunks set types = '{file.written}' where types = '{tool.completed}' and data[1] ->> 'tool_call_id' = $c`,
      ),
  ],
  [
    'a call with two results',
    'I5',
    async (s) => s.insertEvent('tool.completed', { tool_call_id: s.save, success: true }, { turn: s.turns[0], at: 11 }),
  ],
  [
    'a result without a call',
    'I5',
    async (s) =>
      s.insertEvent('tool.completed', { tool_call_id: randomUUID(), success: true }, { turn: s.turns[0], at: 11 }),
  ],
  ['a second deed of a once tool', 'I5', async (s) => void s.effects.push(first(s.effects))],
  [
    'a label that was charged under two calls',
    'I5',
    async (s) => {
      await s.insertEvent(
        'output.message.completed',
        { message: { id: randomUUID(), content: [{ type: 'tool_call', id: s.messages[0], name: 'charge' }] } },
        { turn: s.turns[1], at: 16 },
      );
      await s.insertEvent(
        'tool.completed',
        { tool_call_id: s.messages[0], success: true },
        { turn: s.turns[1], at: 17 },
      );
      s.effects.push({ ...first(s.effects), call_id: s.messages[0], idempotency_key: 'k-2' });
    },
  ],
  [
    'two keys for one idempotent call',
    'I5',
    async (s) => void s.effects.push({ ...first(s.effects.slice(1)), idempotency_key: 'k-other' }),
  ],
  [
    'one key for two calls',
    'I5',
    async (s) => void s.effects.splice(1, 1, { ...first(s.effects.slice(1)), idempotency_key: 'k-charge' }),
  ],
  ['a success of a tool that did nothing', 'I5', async (s) => void s.effects.splice(1, 1)],
  [
    'a turn that counts more than it used',
    'I6',
    async (s) => s.run(`update turns set usage = '{"input_tokens": 8}' where id = $t1`),
  ],
  [
    'a session that forgot what a generation used',
    'I6',
    async (s) => s.insertEvent('llm.generation', { usage: { output_tokens: 3 } }, { turn: s.turns[1], at: 16 }),
  ],
  [
    'two turns at once',
    'I7',
    async (s) => s.run(`update event_chunks set turn_id = $t2 where session_id = $s and sequence = 5`),
  ],
  [
    'a session that is stuck active',
    'I7',
    async (s) => s.run(`update sessions set status = 'active', active_turn_id = $t2 where id = $s`),
  ],
  ['a turn that still runs', 'I7', async (s) => s.run(`update turns set status = 'running' where id = $t2`)],
  [
    'a turn that is queued behind nothing',
    'I7',
    async (s) => s.run(`update turns set status = 'queued' where id = $t2`),
  ],
  [
    'an event of a turn after its end',
    'I7',
    async (s) => s.insertEvent('file.written', {}, { turn: s.turns[0], at: 13 }),
  ],
  [
    'a turn that is resumed without having parked',
    'I7',
    async (s) => s.insertEvent('turn.resumed', {}, { turn: s.turns[0], at: 6 }),
  ],
  ['a session that is activated twice', 'I7', async (s) => s.insertEvent('session.activated', {}, { at: 14 })],
  [
    "a foreign organization's row",
    'I8',
    async (s) => s.run(`update event_chunks set org_id = gen_random_uuid() where session_id = $s and sequence = 3`),
  ],
  ['a secret in a log', 'I9', async () => ({ logs: [{ name: 'worker-0', text: `{"headers":"Bearer ${SECRET}"}` }] })],
  ['a secret in an event', 'I9', async (s) => s.insertEvent('file.written', { path: SECRET })],
  ['a process that ended by itself', 'I10', async () => ({ crashes: ['control-plane-0 ended (1)'] })],
  ['a 500', 'I10', async (s) => void s.journal.unshift({ ...first(s.journal), status: 500, body: 'oops' })],
  [
    'an outbox row that nobody delivered',
    'I11',
    async (s) => s.run(`insert into outbox (org_id, turn_id, session_id, segment) values ($o, $t1, $s, 1)`),
  ],
  [
    'a provider that is still kept busy',
    'I11',
    async () => ({ requests: [{ id: 1, outcome: 'in_progress', user_text: 'x' }] }),
  ],
  ['a rest that comes late', 'I11', async () => ({ restedAt: Date.now() + 31_000 })],
];

describe('the oracle', () => {
  it('finds nothing in a session that is right, with a reader who saw it', async () => {
    await using session = await RecordedSession.create();
    const decisions = [told(session, 'ada'), told(session, 'bea', refusal('approve'))];
    expect(await askOracle(session, { transcripts: [await session.read()], decisions })).toEqual([]);
  });

  it.each(DEFECTS)('finds %s (%s)', findsPlanted);
});

function said(attempt: number | string, offset = 0, delta = ''): Preview {
  if (typeof attempt === 'string')
    return { kind: 'completed', message_id: 'm', attempt: 1, content: [{ text: attempt }] };
  return { kind: 'delta', message_id: 'm', attempt, part: 0, offset, delta };
}

async function previews(session: RecordedSession, shown: Preview[]): Promise<Told> {
  return { transcripts: [{ ...(await session.read()), previews: shown }] };
}

async function readers(
  session: RecordedSession,
  change: (transcript: Transcript) => Transcript['events'],
): Promise<Told> {
  const transcript = await session.read();
  return { transcripts: [{ ...transcript, events: change(transcript) }] };
}
