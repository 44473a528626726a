import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBreaks, isAccepted, readAccepted } from './api-breaks.ts';
import { hasGoTools } from './go-tools.ts';
import { unzipDocument } from './released-document.ts';
import { repository } from './workflow-files.ts';

const CURRENT = path.join(repository, 'apps/docs/openapi.json');
const releases = await readdir(path.join(repository, 'harness/releases'), { withFileTypes: true });
const names = releases.filter((entry) => entry.isDirectory()).map(({ name }) => name);

// `pnpm kits` prints why these are skipped: it reports the missing Go.
describe.skipIf(!hasGoTools()).each(names)('the API of release %s', (name) => {
  let folder: string;
  let released: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'everruns-api-'));
    released = path.join(folder, 'released.json');
    await writeFile(released, await unzipDocument(name));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('works for its clients today, but for the changes that were accepted with a reason', () => {
    const accepted = readAccepted(name);
    const breaks = findBreaks(released, CURRENT);
    expect(breaks.filter((each) => !accepted.some((rule) => isAccepted(each, rule)))).toEqual([]);
    // A rule that nothing needs any more would hide a later break.
    expect(accepted.filter((rule) => !breaks.some((each) => isAccepted(each, rule)))).toEqual([]);
  });

  it('a field that is gone and an operation that is gone are found', async () => {
    const document = JSON.parse(await readFile(CURRENT, 'utf8')) as {
      paths: Record<string, unknown>;
      components: { schemas: Record<string, { properties?: Record<string, unknown>; required?: string[] }> };
    };
    delete document.paths['/v1/sessions/{session_id}/turns'];
    const session = document.components.schemas['Session'];
    delete session?.properties?.['status'];
    if (session?.required) session.required = session.required.filter((field) => field !== 'status');
    const broken = path.join(folder, 'broken.json');
    await writeFile(broken, JSON.stringify(document));
    const ids = findBreaks(CURRENT, broken).map(({ id }) => id);
    expect(ids).toContain('api-path-removed-without-deprecation');
    expect(ids).toContain('response-required-property-removed');
  });
});
