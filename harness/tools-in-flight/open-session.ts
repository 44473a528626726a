import type { ApiClient } from '../dev/api-client.ts';
import { writeCall } from '../llm-simulator/write-call.ts';
import { SENTENCE, type Outside } from './outside.ts';
import { BEFORE, FINDING, PICTURE, SHARED, TABLE, type ToolInFlight } from './tools.ts';

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export interface SessionOfTools {
  tools: readonly ToolInFlight[];
  outside: Outside;
  /** The names of the rounds: each tool is called once in each. */
  labels: readonly string[];
}

/** Makes a session with these tools and with what their calls find: files, and a finding whose source it has read. Returns its id. */
export async function openSession(api: ApiClient, { tools, outside, labels }: SessionOfTools): Promise<string> {
  await api.json('POST', '/v1/mcp-servers', { body: { name: 'notes', url: outside.mcpUrl, auth: 'none' } });
  // The page that a round reads would make the calls of the next rounds ask a person.
  const { id } = await api.createSession({ capabilities: capabilitiesOf(tools, outside), taint: 'off' });
  const write = (path: string, content: string, encoding = 'text') =>
    api.json('POST', `/v1/sessions/${id}/fs${path}`, { body: { content, encoding } });
  await write(SHARED, 'start\n');
  await write(TABLE, 'name,length\nbridge,1280\n');
  await write(PICTURE, PIXEL, 'base64');
  for (const { edits, deletes } of tools) {
    for (const label of labels) {
      if (edits !== undefined) await write(edits(label), BEFORE);
      if (deletes !== undefined) await write(deletes(label), BEFORE);
    }
  }
  if (!tools.some(({ name }) => name === 'cite')) return id;
  const finding = { title: FINDING, text: 'Long.', quote: SENTENCE, source: `${outside.origin}/page` };
  await api.post(id, `${writeCall('save_finding', finding)}[[sim:next]][[sim:text Done.]]`, { wait: 60 });
  return id;
}

/** A capability with settings replaces the same one without them. */
function capabilitiesOf(tools: readonly ToolInFlight[], outside: Outside): unknown[] {
  const all = tools.map(({ capability }) => (typeof capability === 'string' ? capability : capability(outside)));
  const byText = new Map(['session_file_system', ...all].map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}
