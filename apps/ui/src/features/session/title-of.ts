import type { Session, SessionState } from '@everruns/sdk';

const MOST = 80;

/** The session's own title, else what was said first. */
export function titleOf({ title }: Session, { messages }: SessionState): string {
  if (title !== undefined) return title;
  const first = messages.find(({ role }) => role === 'user')?.content.find((part) => part.type === 'text');
  const line = first?.text.trim().split('\n')[0] ?? '';
  return line === '' ? 'New session' : line.slice(0, MOST);
}
