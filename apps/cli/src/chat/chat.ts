import type { Agent, Session } from '@everruns/sdk';
import type { Connection } from '../client/connect.ts';
import { findAgent, findAgentOf, findNewestAgent } from '../client/find-agent.ts';
import { CliError } from '../cli-error.ts';
import { exitCodeOf, type Outcome } from '../exit-code.ts';
import { askText, readStandardInput } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { nameResources } from './name-resources.ts';
import { readAttachments } from './read-attachments.ts';
import { readControls, type AskedControls } from './read-controls.ts';
import { runTurn } from './run-turn.ts';

export interface ChatOptions extends AskedControls {
  agent?: string;
  session?: string;
  json?: boolean;
  file?: string[];
  resource?: string[];
}

/**
 * Sends one question and shows its answer. Without a question it holds a conversation on a terminal,
 * or else reads the question from the standard input.
 */
export async function chat(connection: Connection, words: readonly string[], options: ChatOptions): Promise<void> {
  const { terminal, state } = connection;
  const question = words.length > 0 ? words.join(' ') : terminal.isInteractive ? null : await readStandardInput();
  if (question === '') throw new CliError('There is nothing to say: the standard input is empty.', 'usage');
  const controls = await readControls(options);
  const resources = await nameResources(connection.api, options.resource ?? []);
  let attachments = [...(await readAttachments(options.file ?? [])), ...resources];
  const { session, agent } = await openSession(connection, options);
  const say = (text: string): Promise<Outcome> => {
    const attached = attachments;
    attachments = [];
    return runTurn(connection, {
      sessionId: session.id,
      text,
      attachments: attached,
      controls,
      toolNames: (agent?.tools ?? []).map(({ name }) => name),
      asJson: options.json === true,
    });
  };
  if (question !== null) {
    state.exitCode = exitCodeOf(await say(question));
    return;
  }
  terminal.note(
    `${cleanLine(agent?.name ?? 'An agent')}, session ${session.id}. Ctrl-C stops a turn, and here it ends the chat.`,
  );
  for (;;) {
    const text = await askOrLeave(connection);
    if (text === null) return;
    await say(text);
  }
}

async function askOrLeave({ terminal }: Connection): Promise<string | null> {
  try {
    return await askText(terminal, 'You', 'a message');
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}

async function openSession(
  { api }: Connection,
  options: ChatOptions,
): Promise<{ session: Session; agent: Agent | null }> {
  if (options.session !== undefined) {
    const session = await api.sessions.get(options.session);
    return { session, agent: await findAgentOf(api, session.agent_id) };
  }
  const agent = options.agent === undefined ? await findNewestAgent(api) : await findAgent(api, options.agent);
  return { session: await api.sessions.create({ agent_id: agent.id }), agent };
}
