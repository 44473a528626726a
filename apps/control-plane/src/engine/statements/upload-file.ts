import { EverrunsError, LIMITS, type AttemptToken } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';
import { fenced } from '../decide/begin-atom.ts';
import { callValues, RUNNING_CALL } from './call-attempt.ts';

const UPLOAD = `with held as (${RUNNING_CALL}),
  used as (select coalesce(sum(length(content)), 0) as bytes from file_uploads where turn_id = $1 and iteration = $2 and ordinal = $3),
  put as (insert into file_uploads (org_id, turn_id, iteration, ordinal, content_hash, content)
    select org_id, turn_id, iteration, ordinal, sha256($8::bytea), $8::bytea from held, used where used.bytes + length($8::bytea) <= $9
    on conflict do nothing)
  select sha256($8::bytea) as hash, exists (select from held) as is_held, used.bytes + length($8::bytea) <= $9 as has_room,
    exists (select from file_uploads where turn_id = $1 and iteration = $2 and ordinal = $3 and content_hash = sha256($8::bytea)) as was_there
  from used`;

/** Stores a content for the commit of the call, once. Throws `fenced` and `payload_too_large`. */
export async function storeUpload(db: Database, token: AttemptToken, content: Uint8Array): Promise<Uint8Array> {
  if (content.length > LIMITS.fileBytes) throw tooLarge(`A file can hold at most ${LIMITS.fileBytes} bytes.`);
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const [row] = await runSql<{ hash: Buffer; is_held: boolean; has_room: boolean; was_there: boolean }>(db, UPLOAD, [
    ...callValues(token),
    bytes,
    LIMITS.fileBytesPerCall,
  ]);
  if (row?.is_held !== true) throw fenced();
  if (!row.has_room && !row.was_there)
    throw tooLarge(`A call can write at most ${LIMITS.fileBytesPerCall} bytes of files.`);
  return row.hash;
}

function tooLarge(message: string): EverrunsError {
  return new EverrunsError('payload_too_large', message);
}
