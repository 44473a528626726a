import { forkSession } from './forks.ts';
import { askPeople, callServer, giveTasks, outOfReach, tally } from './calls.ts';
import type { Random } from './random.ts';

export type Policy = 'queue' | 'steer' | 'interrupt' | 'reject';

export type Step =
  | {
      kind: 'post';
      text: string;
      key: string;
      policy: Policy;
      /** The number of clients that send it concurrently with the same key. */
      clients: number;
      /** The seconds for which the answer may wait for the turn's end. */
      wait?: number;
      /** The first try is abandoned after this many milliseconds, as if the answer were lost. */
      giveUpAfterMs?: number;
    }
  | { kind: 'cancel_turn' }
  | { kind: 'cancel_session' }
  | { kind: 'drop_queued' }
  /** Answers the calls that wait for the client. */
  | { kind: 'answer' }
  /** Ends the login at the server of tools. */
  | { kind: 'sign_out' }
  /** Forks the session at its end, and says something to the fork. */
  | { kind: 'fork'; text: string; key: string; giveUpAfterMs?: number }
  | { kind: 'pause'; ms: number };

/** The actions of one session's clients, one step after the other. */
export interface SessionProgram {
  steps: Step[];
  readers: number;
  /** Whether its agent has a server of tools that wants a login. */
  connects: boolean;
}

export interface Program {
  seed: number;
  sessions: SessionProgram[];
}

export interface ProgramSize {
  /** The number of sessions that each run one turn concurrently, instead of a few with a program each. */
  crowd?: number | undefined;
  /** Whether it is long enough for several strikes. */
  isLong: boolean;
}

/** The name of the server of tools that wants a login. */
export const serverOf = (seed: number): string => `o${seed}`;

/** One session of so many has that server. */
const CONNECTS_EVERY = 3;
/** Its login ends after so many steps. */
const SIGNS_OUT_EVERY = 3;

/** A session is forked after so many steps. */
const FORKS_EVERY = 2;

/** Makes a small random program of a few sessions. */
export function makeProgram(seed: number, random: Random, { crowd, isLong }: ProgramSize): Program {
  const count = crowd ?? random.between(3, 5);
  const sessions = Array.from({ length: count }, (_, session) => {
    const connects = crowd === undefined && session % CONNECTS_EVERY === CONNECTS_EVERY - 1;
    const texts = createTexts({ prefix: `s${seed}-${session}`, server: connects ? serverOf(seed) : null }, random);
    return crowd === undefined
      ? { ...makeSession(texts, random, isLong), connects }
      : { steps: [texts.postLong()], readers: session < 3 ? 1 : 0, connects };
  });
  return { seed, sessions };
}

function makeSession(texts: Texts, random: Random, isLong: boolean): Omit<SessionProgram, 'connects'> {
  const steps: Step[] = [texts.post('queue')];
  const count = isLong ? random.between(4, 9) : random.between(2, 6);
  for (let left = count; left > 0; left -= 1) {
    steps.push(...makeSteps(texts, random, isLong ? 1_500 : 500));
    if (left % SIGNS_OUT_EVERY === 0 && texts.connects) steps.push({ kind: 'sign_out' });
    if (left % FORKS_EVERY === 1) steps.push(texts.fork());
  }
  return { steps, readers: random.between(1, 2) };
}

function makeSteps(texts: Texts, random: Random, longestPauseMs: number): Step[] {
  const pause: Step = { kind: 'pause', ms: random.between(0, longestPauseMs) };
  const roll = random.next();
  if (roll < 0.08) return [pause, { kind: 'cancel_turn' }];
  if (roll < 0.12) return [pause, { kind: 'cancel_session' }];
  if (roll < 0.18) return [{ kind: 'drop_queued' }];
  if (roll < 0.24) return [pause, { kind: 'answer' }];
  return [pause, texts.post(random.pick(['queue', 'queue', 'steer', 'steer', 'interrupt', 'reject']))];
}

interface Texts {
  connects: boolean;
  post(policy: Policy): Step;
  fork(): Step;
  /** Posts a turn of a few seconds, which still runs when the strike comes. */
  postLong(): Step;
}

function createTexts({ prefix, server }: { prefix: string; server: string | null }, random: Random): Texts {
  let posted = 0;
  const deed = (name: string, label: string) =>
    `[[sim:tool ${name} ${JSON.stringify({ label, hold_ms: random.between(0, 500) })}]]`;
  const speech = () => `[[sim:tps ${random.between(40, 120)}]][[sim:words ${random.between(5, 40)}]]`;
  const write = (label: string): string => {
    const tool = random.pick(['charge', 'save', 'peek']);
    switch (random.pick(['speech', 'tool', 'tool', 'pair', 'rounds', 'busy', 'later', 'ask', 'malformed', 'broken'])) {
      case 'speech':
        return speech();
      case 'tool':
        return `${deed(tool, label)}[[sim:next]]${speech()}`;
      case 'pair':
        return `${deed('charge', label)}${deed('save', label)}[[sim:next]]${speech()}`;
      case 'rounds':
        return `${deed('save', `${label}a`)}[[sim:next]]${deed('charge', `${label}b`)}[[sim:next]]${speech()}`;
      case 'busy':
        return `[[sim:error 429 retry_after_ms=300 times=1]]${speech()}`;
      case 'later':
        return `[[sim:error 429 retry_after_ms=2200 times=1]]${speech()}`;
      case 'ask':
        return `[[sim:tool ask {}]]${deed(tool, label)}[[sim:next]]${speech()}`;
      case 'malformed':
        return `[[sim:words 8]][[sim:malformed times=1]]${speech()}`;
      default:
        return `[[sim:words 8]][[sim:break 3 times=1]]${speech()}`;
    }
  };
  return {
    connects: server !== null,
    fork: () => forkSession(posted, prefix),
    postLong() {
      const label = `${prefix}-long`;
      const text = `${deed('charge', label)}[[sim:next]]${deed('save', label)}[[sim:next]][[sim:tps 25]][[sim:words 40]]`;
      return { kind: 'post', text: `${label} ${text}`, key: `key-${label}`, policy: 'queue', clients: 1 };
    },
    post(policy) {
      posted += 1;
      const label = `${prefix}-${posted}`;
      const asked = `${askPeople(posted, label)}${giveTasks(posted, label)}`;
      const called = server === null ? '' : callServer(posted, label, server);
      const text = `${label} ${outOfReach(posted)}${tally(posted, label)}${called}${asked}${write(label)}`;
      const post: Step = { kind: 'post', text, key: `key-${label}`, policy, clients: 1 };
      if (random.chance(0.15)) return { ...post, clients: 4 };
      if (random.chance(0.1)) return { ...post, wait: random.between(1, 5) };
      return random.chance(0.2) ? { ...post, giveUpAfterMs: random.between(0, 15) } : post;
    },
  };
}
