import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { repository } from './workflow-files.ts';

/** Returns the OpenAPI document of a release, as it was published with it. */
export async function unzipDocument(release: string): Promise<string> {
  const file = path.join(repository, 'harness/releases', release, 'openapi.json.gz');
  return gunzipSync(await readFile(file)).toString();
}
