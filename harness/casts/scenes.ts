import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEverruns } from '@everruns/sdk';
import { CTRL_C, ENTER, openEverruns, type Terminal, type Written } from '../cli/everruns-process.ts';
import type { Cast } from './cast.ts';

const SIZE = { cols: 104, rows: 24 };
/** How long a person takes between two keys, and before the next thing is done. */
const [KEY_MS, PAUSE_MS] = [45, 900];
/** A wait of the recorded program that is longer is no story. */
const MAX_WAIT_MS = 1_200;

/** Those of a person, who takes time; or of a test, which does not. */
export interface Hands {
  type(terminal: Terminal, text: string): Promise<void>;
  rest(): Promise<void>;
}

export const SLOW_HANDS: Hands = {
  type: async (terminal, text) => {
    for (const key of text) {
      terminal.type(key);
      await sleep(KEY_MS);
    }
  },
  rest: () => sleep(PAUSE_MS),
};

export const QUICK_HANDS: Hands = {
  type: async (terminal, text) => terminal.type(text),
  rest: async () => undefined,
};

export interface Scene {
  title: string;
  /** What a person types after the prompt of the shell. */
  command: string;
  play: (url: string, hands: Hands) => Promise<readonly Written[]>;
}

/** The recordings of the documentation, by the name of their files. */
export const SCENES: Readonly<Record<string, Scene>> = {
  chat: {
    title: 'everruns chat: a conversation, with calls of tools',
    command: 'everruns chat --agent Abacus',
    play: async (url, hands) => {
      await createAbacus(url);
      using terminal = open(url, 'chat', '--agent', 'Abacus');
      for (const question of ['What is 12.5 * 4?', 'What is 2 * 3?']) {
        await terminal.shows('You');
        await hands.rest();
        await hands.type(terminal, `${question}${ENTER}`);
        await terminal.shows(' = ');
      }
      await terminal.shows('You');
      await hands.rest();
      terminal.type(CTRL_C);
      await terminal.ends();
      return terminal.written();
    },
  },
  watch: {
    title: 'everruns sessions watch: what happens in a session, as it happens',
    command: 'everruns sessions watch $SESSION --follow',
    play: async (url, hands) => {
      const agent = await createAbacus(url);
      const api = createEverruns({ baseUrl: url });
      const session = await api.sessions.create({ agent_id: agent.id });
      using terminal = open(url, 'sessions', 'watch', session.id, '--follow');
      for (const question of ['What is 12.5 * 4?', 'What is 2 * 3?']) {
        await hands.rest();
        await api.sessions.send(session.id, question).text();
        await terminal.shows(' = ');
        await terminal.shows('\r\n');
      }
      await hands.rest();
      terminal.type(CTRL_C);
      await terminal.ends();
      return terminal.written();
    },
  },
  push: {
    title: 'everruns agents push: a folder of Markdown becomes the agents of a server',
    command: 'everruns agents push agents/',
    play: async (url, hands) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'everruns-cast-'));
      for (const name of ['Abacus', 'Clock', 'Librarian']) {
        await writeFile(path.join(folder, `${name}.md`), `---\nname: ${name}\n---\nYou are the ${name}.\n`);
      }
      using terminal = open(url, 'agents', 'push', folder);
      await terminal.shows('Apply this plan?');
      await hands.rest();
      terminal.type('y');
      await terminal.ends();
      await rm(folder, { recursive: true });
      return terminal.written();
    },
  },
};

/** Plays a scene on a terminal, against the server at `url`. */
export async function recordScene({ title, command, play }: Scene, url: string, hands: Hands): Promise<Cast> {
  const pieces: Written[] = [{ ms: 0, text: '\u001b[33m$\u001b[0m ' }];
  for (const key of command) pieces.push({ ms: (pieces.at(-1)?.ms ?? 0) + KEY_MS, text: key });
  pieces.push({ ms: (pieces.at(-1)?.ms ?? 0) + PAUSE_MS, text: '\r\n' });
  let last = 0;
  for (const { ms, text } of await play(url, hands)) {
    const waited = Math.round(Math.min(MAX_WAIT_MS, ms - last));
    last = ms;
    pieces.push({ ms: (pieces.at(-1)?.ms ?? 0) + waited, text });
  }
  return { title, size: SIZE, pieces };
}

function open(url: string, ...args: string[]): Terminal {
  return openEverruns(args, { EVERRUNS_API_URL: url, EVERRUNS_CONFIG_DIR: '/nowhere' }, SIZE);
}

function createAbacus(url: string): Promise<{ id: string }> {
  const api = createEverruns({ baseUrl: url });
  return api.agents.create({ name: 'Abacus', system_prompt: 'You calculate.', capabilities: ['math'] });
}
