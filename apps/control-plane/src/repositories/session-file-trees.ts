import { runSql, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { keepRevisions } from './file-revisions.ts';
import type { FileKey } from './session-files.ts';

export interface MovedTree extends FileKey {
  to: string;
}

/** Moves a file or directory, and everything below it, to the paths under `to`. `paths` are all of theirs. */
export async function renameFiles(
  tx: Tx,
  ctx: RequestContext,
  { paths, ...tree }: MovedTree & { paths: readonly string[] },
): Promise<void> {
  await keepRevisions(tx, ctx, { session_id: tree.session_id, paths });
  await runSql(
    tx,
    `update session_files set path = $4 || substr(path, length($3::text) + 1), updated_at = now()
     where org_id = $1 and session_id = $2 and (path = $3 or starts_with(path, $3 || '/'))`,
    [ctx.org_id, tree.session_id, tree.path, tree.to],
  );
}

/**
 * Copies a file or directory, and everything below it, to the paths under `to`. The copies are not
 * readonly. `ids` has one id for each.
 */
export async function copyFiles(tx: Tx, ctx: RequestContext, tree: MovedTree & { ids: string[] }): Promise<void> {
  await runSql(
    tx,
    `insert into session_files (org_id, id, session_id, path, is_directory, content, size_bytes)
     select org_id, ($5::uuid[])[row_number() over (order by path)], session_id, $4 || substr(path, length($3::text) + 1),
       is_directory, content, size_bytes
     from session_files where org_id = $1 and session_id = $2 and (path = $3 or starts_with(path, $3 || '/'))`,
    [ctx.org_id, tree.session_id, tree.path, tree.to, tree.ids],
  );
}
