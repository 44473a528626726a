import { initialSessionState, type ContentPart, type MessageState } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { listUnseen, readMessage, toContent, toMessageRequest, toOutgoing, type OutboxItem } from './outbox.ts';

const item = (key: string): OutboxItem => ({
  key,
  content: [{ type: 'text', text: 'hello' }],
  policy: 'queue',
  state: 'sending',
  error: null,
});

it('a message leaves the outbox when the log has it, whatever its text', () => {
  const { metadata = {} } = toMessageRequest(item('a'));
  const said: MessageState = {
    id: 'm',
    sequence: null,
    turn_id: null,
    role: 'user',
    state: 'done',
    content: [{ type: 'text', text: 'hello' }],
    thinking: '',
    attempt: 1,
    tool_calls: [],
    generation: null,
    metadata,
    created_at: '2026-01-01T00:00:00.000Z',
  };
  const state = { ...initialSessionState, messages: [said] };
  expect(listUnseen([item('a'), item('b')], state).map(({ key }) => key)).toEqual(['b']);
});

it('a message that is edited while it waits keeps its files, and its author never sees what names them for the model', () => {
  const files = [{ path: '/notes.txt', size_bytes: 12 }];
  const { message, metadata = {} } = toMessageRequest({ ...item('a'), files });
  const sent = { content: message.content as ContentPart[], metadata };
  expect(toOutgoing(sent)).toEqual({ content: [{ type: 'text', text: 'hello' }], files });
  const edited = toContent({ content: [{ type: 'text', text: 'goodbye' }], files }) as ContentPart[];
  expect(readMessage({ content: edited, metadata })).toEqual({ content: [{ type: 'text', text: 'goodbye' }], files });
});
