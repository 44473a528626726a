import type { SessionLineage } from '@everruns/sdk';

type Entry = SessionLineage['sessions'][number];

export interface LineageNode {
  session: Entry;
  forks: readonly LineageNode[];
}

/** The forks below the sessions they were made of. One whose session was deleted stands at the top. */
export function toTree({ sessions }: Pick<SessionLineage, 'sessions'>): LineageNode[] {
  const ids = new Set(sessions.map(({ session_id }) => session_id));
  const toNode = (session: Entry): LineageNode => ({
    session,
    forks: sessions.filter(({ from_session_id }) => from_session_id === session.session_id).map(toNode),
  });
  return sessions
    .filter(({ from_session_id }) => from_session_id === undefined || !ids.has(from_session_id))
    .map(toNode);
}
