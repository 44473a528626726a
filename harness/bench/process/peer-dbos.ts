import { DBOS } from '@dbos-inc/dbos-sdk';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import type { FloorMessage, ModelStep } from '../floor/floor-model.ts';
import { readFloorModel } from '../floor/read-floor-model.ts';
import { servePeer } from '../peer/serve-peer.ts';

/** A durable-execution library: a workflow a turn, a step for each call of the model and of the tool. */
const ask = readFloorModel(process.env);
const listeners = new Map<string, (delta: string) => void>();

async function askModel(messages: readonly FloorMessage[], onDelta: (delta: string) => void) {
  let text = '';
  const calls: Extract<ModelStep, { kind: 'call' }>[] = [];
  for await (const step of ask(messages)) {
    if (step.kind === 'call') calls.push(step);
    else {
      onDelta(step.text);
      text += step.text;
    }
  }
  return { text, calls };
}

async function addNumbers(input: unknown): Promise<string> {
  const { a, b } = input as { a: number; b: number };
  return String(a + b);
}

async function runTurn(text: string): Promise<string> {
  const onDelta = listeners.get(DBOS.workflowID ?? '') ?? ((): void => undefined);
  const messages: FloorMessage[] = [{ role: 'user', text }];
  for (;;) {
    const answer = await DBOS.runStep(() => askModel(messages, onDelta), { name: 'model' });
    messages.push({ role: 'assistant', text: answer.text });
    if (answer.calls.length === 0) return answer.text;
    for (const call of answer.calls) {
      const result = await DBOS.runStep(() => addNumbers(call.arguments), { name: 'tool' });
      messages.push({ role: 'tool', text: result });
    }
  }
}

const workflow = DBOS.registerWorkflow(runTurn, { name: 'turn' });
DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env['DATABASE_URL'] ?? '',
  systemDatabasePoolSize: Number(process.env['DATABASE_POOL_SIZE']),
  logLevel: 'error',
});
await DBOS.launch();
const httpUrl = await servePeer(async ({ text, onDelta }) => {
  const workflowID = crypto.randomUUID();
  listeners.set(workflowID, onDelta);
  const handle = await DBOS.startWorkflow(workflow, { workflowID })(text);
  return { done: handle.getResult().finally(() => listeners.delete(workflowID)) };
});
closeOnSignal(async () => {});
reportReady({ httpUrl });
