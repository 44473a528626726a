// The API without the SDK, by `fetch` alone: node fetch-only.ts http://127.0.0.1:9000 [API key]
const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const headers = { 'content-type': 'application/json', ...(apiKey && { authorization: apiKey }) };

interface MessageCompleted {
  data: { message: { content: { type: string; text?: string }[] } };
}

function textOf({ data }: MessageCompleted): string {
  return data.message.content.map(({ text = '' }) => text).join('');
}

async function post(path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${baseUrl}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { id: string };
}

const agent = await post('/agents', { name: 'Abacus', system_prompt: 'You calculate.', capabilities: ['math'] });
const session = await post('/sessions', { agent_id: agent.id });
const content = [{ type: 'text', text: 'What is 12.5 * 4?' }];
await post(`/sessions/${session.id}/messages`, { message: { content } });

// Server-sent events: blocks of lines, which an empty line ends. The stream ends once the session waits for a message again.
const stream = await fetch(`${baseUrl}/v1/sessions/${session.id}/sse?until=idle`, { headers });
const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
let unread = '';
for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
  const blocks = (unread + read.value).split('\n\n');
  unread = blocks.pop() ?? '';
  for (const block of blocks) {
    const [, type] = /^event: (.*)$/m.exec(block) ?? [];
    const [, data = '{}'] = /^data: (.*)$/m.exec(block) ?? [];
    // Deltas come before it only to those who read while the answer is made.
    if (type === 'output.message.completed') console.log(textOf(JSON.parse(data) as MessageCompleted));
    if (type === 'turn.completed') console.log('The turn is completed.');
  }
}
