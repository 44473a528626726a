import type { ClientTools, Controls, RequestedCall, Run, SessionEvent } from '@everruns/sdk';
import type { Connection } from '../client/connect.ts';
import type { Outcome } from '../exit-code.ts';
import { formatJson } from '../terminal/format-data.ts';
import { askApproval } from './ask-approval.ts';
import { createToolPrompts } from './create-tool-prompts.ts';
import { EventView } from './event-view.ts';
import { onInterrupt } from './interrupts.ts';
import type { MessagePart } from './read-attachments.ts';

export interface TurnOptions {
  sessionId: string;
  text: string;
  /** What the message has beside its text. */
  attachments: readonly MessagePart[];
  /** What the message asks of the model. */
  controls: Controls | null;
  /** The names of the tools that the agent declares for its client. */
  toolNames: readonly string[];
  /** Whether every event is printed as a line of JSON. */
  asJson: boolean;
}

/** Sends a message and shows the turn. Ctrl-C cancels the turn. Returns the outcome. */
export async function runTurn(connection: Connection, options: TurnOptions): Promise<Outcome> {
  const { api, terminal } = connection;
  const prompts = createToolPrompts(terminal, options.asJson ? [] : options.toolNames, () => run.cancel());
  const message = { content: [{ type: 'text' as const, text: options.text }, ...options.attachments] };
  const request = { message, ...(options.controls !== null && { controls: options.controls }) };
  const run: Run = api.sessions.send(options.sessionId, request, {
    tools: prompts.tools,
    ...(terminal.isInteractive && !options.asJson && { onApproval: (approval) => askApproval(terminal, approval) }),
  });
  let isStopped = false;
  using _ = onInterrupt(() => {
    isStopped = true;
    // A turn that has already ended does not need to be canceled, so the error is ignored.
    void run.cancel().catch(() => undefined);
  });
  const outcome = await show(connection, run, { ...options, tools: prompts.tools });
  return isStopped && outcome === 'turn_failed' ? 'interrupted' : outcome;
}

interface ShowOptions {
  asJson: boolean;
  tools: ClientTools;
}

async function show(connection: Connection, run: Run, { asJson, tools }: ShowOptions): Promise<Outcome> {
  const { terminal } = connection;
  const view = new EventView({
    write: terminal.write,
    line: (text) => terminal.note(terminal.noteStyle('dim', text)),
    showsInput: false,
  });
  let last: SessionEvent | null = null;
  for await (const event of run) {
    if (asJson) terminal.print(formatJson(event, 0));
    else view.take(event);
    last = event;
  }
  view.end();
  return outcomeOf(last, tools, {
    onWait: (calls) => explainWait(connection, calls),
    onApproval: (id) =>
      terminal.note(`The turn waits for a person: everruns approvals approve ${id}, or deny, or answer.`),
  });
}

interface Waits {
  onWait: (calls: readonly RequestedCall[]) => void;
  onApproval: (approvalId: string) => void;
}

function outcomeOf(last: SessionEvent | null, tools: ClientTools, { onWait, onApproval }: Waits): Outcome {
  if (last?.type === 'turn.completed') return 'done';
  if (last?.type === 'approval.requested') {
    onApproval(last.data.approval_id);
    return 'waits';
  }
  if (last?.type !== 'tool.call_requested') return 'turn_failed';
  onWait(last.data.tool_calls.filter(({ name }) => !Object.hasOwn(tools, name)));
  return 'waits';
}

function explainWait({ terminal }: Connection, calls: readonly RequestedCall[]): void {
  const ids = calls.map(({ id }) => id).join(', ');
  terminal.note(`The turn waits for the client's answer to ${ids}: chat from a terminal, or send it to /tool-results.`);
}
