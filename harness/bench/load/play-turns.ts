import { Agent } from 'undici';
import { requestJson } from './request-json.ts';
import { SessionStream } from './session-stream.ts';

export interface PlayTurnsOptions {
  url: string;
  sessionId: string;
  text: string;
  turns: number;
}

/** Runs turns one after the other in one session. Returns the milliseconds of each, from POST to `turn.completed`. */
export async function playTurns({ url, sessionId, text, turns }: PlayTurnsOptions): Promise<number[]> {
  const dispatcher = new Agent();
  try {
    const stream = await SessionStream.open(dispatcher, url, sessionId);
    const message = { content: [{ type: 'text', text }] };
    const times: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const watched = stream.watchTurn(performance.now());
      const [{ turnMs }] = await Promise.all([
        watched,
        requestJson(`${url}/v1/sessions/${sessionId}/messages`, { message }),
      ]);
      times.push(turnMs);
    }
    stream.close();
    return times;
  } finally {
    await dispatcher.destroy();
  }
}
