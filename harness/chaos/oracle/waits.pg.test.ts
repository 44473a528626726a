import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { askOracle, findsPlanted, first, refusal, told, type Defect } from './testing/ask-oracle.ts';
import { RecordedSession } from './testing/recorded-session.ts';

const DEFECTS: Defect[] = [
  ['a wait that outlives its turn', 'I12', async (s) => s.run(`update waits set status = 'open' where id = $w`)],
  [
    'an answer that woke nobody',
    'I13',
    async (s) =>
      s.run(
        `update event_chunks set types = '{file.written}' where types = '{tool.completed}' and data[1] ->> 'tool_call_id' = $c`,
      ),
  ],
  [
    'a wait that two people decided',
    'I13',
    async (s) => ({ decisions: [told(s, 'ada'), told(s, 'bea', { decision: 'deny' })] }),
  ],
  [
    'somebody who came too late and was told of another decision',
    'I13',
    async (s) => ({ decisions: [told(s, 'ada'), told(s, 'bea', refusal('deny'))] }),
  ],
  [
    'a denied call that ran',
    'I15',
    async (s) => s.run(`update waits set resolution = '{"decision": "deny"}' where id = $w`),
  ],
  [
    'an approval that expired into "yes"',
    'I15',
    async (s) => s.run(`update waits set status = 'expired', resolution = null where id = $w`),
  ],
  [
    'a call that ran with what the model wrote, and not with what a person made of it',
    'I16',
    async (s) =>
      s.run(
        `update waits set resolution = '{"decision": "approve", "edited_arguments": {"label": "b"}}' where id = $w`,
      ),
  ],
  ['a call that was approved once and ran twice', 'I16', async (s) => void s.effects.push(first(s.effects))],
  [
    'the end of a sub-agent that its caller never heard of',
    'I14',
    async (s) => s.run(`update waits set status = 'open' where id = $y`),
  ],
  [
    'a sub-agent that was never started',
    'I14',
    async (s) => {
      await s.run(`update waits set status = 'open' where id = $y`);
      await s.run(`update sessions set parent_wait_id = null where id = $k`);
    },
  ],
  [
    'an orphaned sub-agent, which goes on after its caller was canceled',
    'I17',
    async (s) => {
      await s.run(`update waits set status = 'canceled', resolution = null where id = $y`);
      await s.run(`update turns set status = 'running' where id = $x`);
    },
  ],
  [
    'what a sub-agent used and nobody counted',
    'I6',
    async (s) => s.run(`update turns set children_usage = null where id = $g`),
  ],
  [
    'what a sub-agent used and was counted twice',
    'I6',
    async (s) => s.run(`update turns set children_usage = '{"input_tokens": 14}' where id = $g`),
  ],
  [
    'an event that a webhook was not told of',
    'I18',
    async (s) => s.run(`delete from webhook_deliveries where event = 'turn.completed' and data ->> 'turn_id' = $t2`),
  ],
  [
    'an event of a sub-agent that a webhook was not told of',
    'I18',
    async (s) => s.run(`delete from webhook_deliveries where event = 'turn.completed' and data ->> 'turn_id' = $x`),
  ],
  [
    'a wait that a webhook was not told of',
    'I18',
    async (s) => s.run(`delete from webhook_deliveries where event = 'session.requires_action'`),
  ],
  ['an event that a webhook was told of twice', 'I18', async (s) => s.tellWebhook(s.id, '$t2')],
  ['a delivery that counts as delivered and never arrived', 'I18', async (s) => ({ receipts: s.receipts.slice(1) })],
  [
    'a delivery that was given up',
    'I18',
    async (s) => s.run(`update webhook_deliveries set status = 'failed' where event = 'session.requires_action'`),
  ],
  [
    'a delivery that nobody has written',
    'I18',
    async (s) => ({ receipts: [...s.receipts, { ...first(s.receipts), id: randomUUID() }] }),
  ],
];

it.each(DEFECTS)('the oracle finds %s (%s)', findsPlanted);

it('the oracle finds nothing in a delivery that is still on its way, nor in one that arrived twice', async () => {
  await using session = await RecordedSession.create();
  await session.run(`update webhook_deliveries set status = 'pending' where event = 'session.requires_action'`);
  const receipts = [...session.receipts, ...session.receipts];
  expect(await askOracle(session, { receipts })).toEqual([]);
});
