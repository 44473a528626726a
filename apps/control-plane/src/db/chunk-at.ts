/**
 * SQL: the chunk that holds a sequence of a session, or null beyond the log's end. A fork reads the chunks of its ranges from other sessions. A select
 * of its own, because PostgreSQL finds no row by a COALESCE where a policy bounds the rows.
 */
export const chunkAt = (session: string, sequence: string): string =>
  `(select coalesce((select c.sequence from log_ranges l join event_chunks c on c.session_id = l.source_session_id and c.sequence >= ${sequence}
      where l.session_id = ${session} and l.after_sequence < ${sequence} and l.through_sequence >= ${sequence} order by c.sequence limit 1),
    (select c.sequence from event_chunks c where c.session_id = ${session} and c.sequence >= ${sequence} order by c.sequence limit 1)))`;

/** SQL: the last sequence of the chunk that holds a sequence, or beyond the log's end that sequence. */
export const endOfChunk = (session: string, sequence: string): string =>
  `(select coalesce(${chunkAt(session, sequence)}, ${sequence}))`;
