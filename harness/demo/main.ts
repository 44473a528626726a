import { ApiClient, type LoggedEvent, type StreamFrame } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { createTeller, type Teller } from './tell-once.ts';

const QUESTION = 'How many hours are 3.5 days? Then tell me about durable agents.';
const ANSWER =
  '3.5 days are 84 hours. A durable agent writes every finished step into a database before it takes the next one. ' +
  'When the process that runs it dies, another one reads what was written, takes the turn over, and goes on from there: ' +
  'the tool that already ran is not run again, and the reader of this text never sees a word twice.';
/** The simulated model's script: one tool call, then the answer at reading speed. */
const SCRIPT = `[[sim:tool multiply {"a":"3.5","b":"24"}]][[sim:next]][[sim:tps 30]][[sim:text ${ANSWER}]]`;
const KILL_AFTER_DELTAS = 12;

const say = (text: string) => process.stdout.write(`${text}\n`);

interface Watched {
  recorded: StreamFrame[];
  teller: Teller;
  killedAt: number;
  resumedAt: number;
}

say('Starting PostgreSQL, a simulated model, and two Everruns processes on one database …');
const stack = await startStack({ runner: 'local', controlPlanes: 2, env: { LOG_LEVEL: 'error' } });
try {
  process.exitCode = (await demonstrate(stack)) ? 0 : 1;
} finally {
  await stack[Symbol.asyncDispose]();
}

async function demonstrate(platform: Stack): Promise<boolean> {
  const [executing = '', reading = ''] = platform.urls;
  const session = await new ApiClient([executing]).createSession({ name: 'Demo', capabilities: ['math'] });
  say(`\nQuestion, sent to process A (${executing}), which then runs the turn:\n  ${QUESTION}`);
  const { turn } = await new ApiClient([executing]).post(session.id, `${QUESTION} ${SCRIPT}`);
  say(`\nThe answer, read from process B (${reading}):\n`);
  const watched = await watch(platform, new ApiClient([reading]), session.id);
  const log = await new ApiClient([reading]).events(session.id);
  const ended = await new ApiClient([reading]).turn(session.id, turn.id);
  return report(watched, log, ended.status);
}

/** Follows the stream and strikes in the middle of the second answer. */
async function watch(platform: Stack, api: ApiClient, sessionId: string): Promise<Watched> {
  const teller = createTeller((text) => process.stdout.write(text));
  const watched: Watched = { recorded: [], teller, killedAt: 0, resumedAt: 0 };
  let deltas = 0;
  for await (const frame of api.stream(sessionId, { query: '?until=idle' })) {
    if (frame.data.sequence !== undefined) watched.recorded.push(frame);
    if (frame.event === 'tool.completed') say(`  [the tool answers: ${readResult(frame)}]\n`);
    if (frame.event === 'output.message.reset') onReset(watched);
    if (frame.event !== 'output.message.delta') continue;
    const delta = frame.data.data?.['delta'];
    teller.add(typeof delta === 'string' ? delta : '');
    deltas += 1;
    if (deltas !== KILL_AFTER_DELTAS) continue;
    await platform.controlPlanes[0]?.kill('SIGKILL');
    watched.killedAt = performance.now();
    say(`\n\n  >>> kill -9 of process A, in the middle of the sentence <<<\n`);
  }
  return watched;
}

/** What the tool gave back, without its envelope. */
function readResult({ data }: StreamFrame): string {
  const { result } = data.data as { result: { result: { result: string } } };
  return result.result.result;
}

function onReset(watched: Watched): void {
  watched.resumedAt = performance.now();
  watched.teller.restart();
  const silentMs = Math.round(watched.resumedAt - watched.killedAt);
  say(
    `  >>> process B took the turn over after ${silentMs} ms, asks the model again, and goes on from the same word <<<\n`,
  );
}

function report(watched: Watched, log: LoggedEvent[], status: string): boolean {
  const completed = log.filter((event) => event.type === 'output.message.completed').at(-1);
  const message = completed?.data['message'] as { content: { text?: string }[] } | undefined;
  const checks: [string, boolean][] = [
    [
      'process A was killed while it streamed, and the turn completed all the same',
      watched.killedAt > 0 && status === 'completed',
    ],
    ['the tool ran once and has one result', log.filter((event) => event.type === 'tool.completed').length === 1],
    ['the turn ended once', log.filter((event) => event.type === 'turn.completed').length === 1],
    [`the log is dense: 1 to ${log.length}`, log.every((event, index) => event.sequence === index + 1)],
    ['the stream showed exactly the log, nothing lost, nothing doubled', isSame(watched.recorded, log)],
    [
      'the text that was streamed after the resume is the text that was recorded',
      message?.content[0]?.text === watched.teller.answer,
    ],
  ];
  say('\n\nWhat this proved:');
  for (const [claim, holds] of checks) say(`  ${holds ? '✓' : '✗'} ${claim}`);
  return checks.every(([, holds]) => holds);
}

function isSame(recorded: StreamFrame[], log: LoggedEvent[]): boolean {
  return recorded.length === log.length && recorded.every((frame, index) => frame.id === log[index]?.id);
}
