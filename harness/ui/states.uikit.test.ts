import { createEverruns, type Session } from '@everruns/sdk';
import { fillDemoData } from '@everruns/cli/demo-data';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_QUESTIONS as ASK } from '@everruns/worker/demo-models';
import { DESK, examine, settle } from './examine.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: {}, controlPlanes: 2 });
let sessions: Session[];

beforeAll(async () => {
  const [api, secondApi] = world.stack.urls.map((baseUrl) => createEverruns({ baseUrl }));
  const [, second] = world.stack.controlPlanes;
  if (api === undefined || secondApi === undefined || second === undefined) throw new Error('there are two processes');
  const kill = () => second.kill('SIGKILL');
  const startSecond = async () => ({ api: secondApi, kill, [Symbol.asyncDispose]: async () => undefined });
  await fillDemoData({ api, databaseUrl: world.stack.postgres.url, startSecond });
  sessions = (await api.sessions.list({ limit: 100 }).page()).data;
}, 180_000);

/** The states of turns, each with the session that is in it and what a person reads there. */
const STATES: { name: string; asked: string; status?: string; chat: RegExp; timeline: RegExp }[] = [
  { name: 'retry', asked: ASK.retry, chat: /^2 failed attempts: .* answered 429/, timeline: /^2 failed attempts$/ },
  {
    name: 'take-over',
    asked: ASK.takeOver,
    chat: /^The process that ran this turn died/,
    timeline: /^taken over after/,
  },
  {
    name: 'park',
    asked: ASK.approval,
    status: 'requires_action',
    chat: /asks to run delete_file/,
    timeline: /^Waits for an approval \(delete_file\)/,
  },
  {
    name: 'question',
    asked: ASK.question,
    status: 'requires_action',
    chat: /^In which region/,
    timeline: /^Waits for an answer/,
  },
  {
    name: 'client',
    asked: ASK.client,
    status: 'requires_action',
    chat: /^Waits for a client/,
    timeline: /^ask_traveler/,
  },
  { name: 'cancel', asked: ASK.plan, status: 'canceled', chat: /^Stopped\.$/, timeline: /^canceled$/ },
  {
    name: 'fallback',
    asked: ASK.fallback,
    chat: /^llmsim-demo went on for llmsim-demo-tired$/,
    timeline: /went on for/,
  },
  { name: 'compaction', asked: ASK.report, chat: /^Context compacted/, timeline: /compacted$/ },
  { name: 'sub-agent', asked: ASK.subagents, chat: /^Conversation of helper$/, timeline: /^task$/ },
  {
    name: 'failed',
    asked: ASK.refused,
    status: 'failed',
    chat: /^The turn failed$/,
    timeline: /reasoning\.effort is not supported/,
  },
  { name: 'many-steps', asked: ASK.steps, chat: /All twelve months/, timeline: /^25 steps$|^13 steps$/ },
];

function find({ asked, status }: (typeof STATES)[number]): Session {
  const found = sessions.find(
    (one) =>
      one.title?.startsWith(asked.slice(0, 40)) === true &&
      (status === undefined || [one.status, one.last_turn?.status].includes(status as never)),
  );
  if (found === undefined) throw new Error(`there is no session for “${asked}”`);
  return found;
}

async function open(page: Page, address: string, text: RegExp): Promise<void> {
  await page.setViewportSize(DESK);
  await page.goto(world.url(address));
  await settle(page);
  await page.getByText(text).first().waitFor();
}

describe('a picture of each state', () => {
  it.each(STATES)(
    '$name',
    async (state) => {
      const session = find(state);
      const page = await world.visit('/login');
      const faults: string[] = [];
      await open(page, `/sessions/${session.id}`, state.chat);
      faults.push(...(await examine(page, `state-${state.name}-chat`)));
      await open(page, `/sessions/${session.id}?tab=timeline`, state.timeline);
      const toggles = page.getByRole('button', { name: 'Open task' });
      for (let count = await toggles.count(); count > 0; count -= 1) await toggles.first().click();
      const rows = page.getByRole('list', { name: 'Spans' }).first().locator('button[aria-pressed]');
      await rows
        .filter({ has: page.locator('[data-segment]:not([data-segment=run])') })
        .or(rows)
        .first()
        .click();
      await page.getByRole('complementary', { name: 'Span' }).waitFor();
      faults.push(...(await examine(page, `state-${state.name}-timeline`)));
      await open(page, `/sessions/${session.id}?tab=events`, /the turn has read its message/);
      faults.push(...(await examine(page, `state-${state.name}-events`)));
      expect(faults).toEqual([]);
    },
    90_000,
  );
});

it('the pages around them show a week', async () => {
  const page = await world.visit('/login');
  const faults: string[] = [];
  for (const name of ['dashboard', 'sessions', 'agents', 'approvals']) {
    await page.setViewportSize(DESK);
    await page.goto(world.url(`/${name}`));
    await settle(page);
    faults.push(...(await examine(page, `week-${name}`)));
  }
  expect(faults).toEqual([]);
  expect(new Set(sessions.map(({ created_at }) => created_at.slice(0, 10))).size).toBeGreaterThanOrEqual(7);
}, 120_000);
