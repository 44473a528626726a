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
      await page.getByRole('region', { name: 'Span' }).waitFor();
      faults.push(...(await examine(page, `state-${state.name}-timeline`)));
      await open(page, `/sessions/${session.id}?tab=events`, /the turn has read its message/);
      faults.push(...(await examine(page, `state-${state.name}-events`)));
      expect(faults).toEqual([]);
    },
    90_000,
  );
});

it('a picture of a fork, and of the tree of its lineage', async () => {
  const session = sessions.find(({ title }) => title === 'Madrid, then Lisbon');
  const page = await world.visit('/login');
  await open(page, `/sessions/${session?.id}`, /^Forked from/);
  const faults = await examine(page, 'state-fork-chat');
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'Fork', exact: true }).click();
  const lineage = page.getByRole('dialog', { name: 'Lineage' });
  await expect.poll(() => lineage.getByRole('link').count()).toBe(3);
  faults.push(...(await examine(page, 'state-fork-tree')));
  expect(faults).toEqual([]);
}, 60_000);

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

/** Counts what a person clicks from the dashboard on. To choose in a list is two clicks. */
class Walk {
  clicks = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async click(role: 'link' | 'button' | 'tab', name: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.page.getByRole(role, { name }).first().click();
  }

  async unfold(heading: string): Promise<void> {
    this.clicks += 1;
    await this.page.locator('summary').filter({ hasText: heading }).first().click();
  }

  async openSession(asked: string): Promise<void> {
    this.clicks += 1;
    await this.page
      .locator('main')
      .getByRole('link')
      .filter({ hasText: asked.slice(0, 30) })
      .first()
      .click();
  }

  async choose(list: string, label: string): Promise<void> {
    this.clicks += 2;
    await this.page.getByLabel(list, { exact: true }).selectOption({ label });
  }

  async shows(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }
}

/** What somebody wants to know, and the way to it. */
const WALKS: { wanted: string; walk: (walk: Walk) => Promise<void> }[] = [
  {
    wanted: 'why a turn failed',
    walk: async (walk) => {
      await walk.click('link', 'Failed turns');
      await walk.openSession(ASK.refused);
      await walk.shows('The parameter reasoning.effort is not supported with this model.');
    },
  },
  {
    wanted: 'what a turn cost',
    walk: async (walk) => {
      await walk.click('link', 'All sessions');
      await walk.openSession(ASK.retry);
      await walk.shows(/tokens · \$\d.* · version 1 · /);
    },
  },
  {
    wanted: 'which version ran',
    walk: async (walk) => {
      await walk.click('link', 'All sessions');
      await walk.openSession(ASK.client);
      await walk.click('tab', 'Timeline');
      await walk.shows('version 2');
    },
  },
  {
    wanted: 'what the model was told',
    walk: async (walk) => {
      await walk.click('link', 'All sessions');
      await walk.openSession(ASK.approval);
      await walk.click('tab', 'Context');
      await walk.unfold('System prompt');
      await walk.shows(/Ask before you delete a file/);
    },
  },
  {
    wanted: 'which session waits for them',
    walk: async (walk) => {
      await walk.click('link', /^Approvals \d+ waiting$/);
      await walk.shows('The agent asks to run delete_file.');
      await walk.click('link', /Delete the draft/);
      await walk.shows(/^for an approval \(delete_file\) since /);
    },
  },
  {
    wanted: 'yesterday’s failed sessions of one agent',
    walk: async (walk) => {
      await walk.click('link', 'Failed turns');
      await walk.click('button', 'Yesterday');
      await walk.choose('Agent', 'Travel clerk');
      const rows = walk.page.locator('main [data-row]');
      await expect.poll(() => rows.count()).toBe(1);
      await walk.shows(ASK.refused);
    },
  },
];

describe('within four clicks from the dashboard', () => {
  it.each(WALKS)('$wanted', async ({ walk }) => {
    const page = await world.visit('/dashboard', { viewport: DESK });
    await settle(page);
    const walked = new Walk(page);
    await walk(walked);
    expect(walked.clicks).toBeLessThanOrEqual(4);
  });
});
