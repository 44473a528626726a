import type { Session } from '@everruns/sdk';
import type { LiveSession } from './live/live-session.ts';
import { readMessage } from './outbox/outbox.ts';

const MOST = 80;

/** Returns the session's own title, otherwise its first message. */
export function titleOf({ title }: Session, { state: { messages }, isWhole }: LiveSession): string {
  if (title !== undefined) return title;
  if (!isWhole) return 'Session';
  const message = messages.find(({ role }) => role === 'user');
  const first = message && readMessage(message).content.find((part) => part.type === 'text');
  const line = first?.text.trim().split('\n')[0] ?? '';
  return line === '' ? 'New session' : line.slice(0, MOST);
}
