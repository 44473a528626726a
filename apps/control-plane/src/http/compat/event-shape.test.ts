import { describe, expect, it } from 'vitest';
import { chooseEvents, recordedAmong } from './event-names.ts';
import { translateEvent } from './event-shape.ts';

const turn_id = '0194f7a0-0000-7000-8000-000000000001';
const event = (type: string, data: object) => ({
  id: 'e',
  type,
  sequence: 7,
  context: { turn_id, input_message_id: 'm' },
  data,
});
const dataOf = (type: string, data: object) => translateEvent(event(type, data), [type])[0]?.['data'];

describe('an event at the door', () => {
  it('says of a completed tool what the original says', () => {
    const part = { type: 'tool_result', tool_call_id: 'c', result: { sky: 'clear' } };
    expect(
      dataOf('tool.completed', { tool_call_id: 'c', name: 'look', success: true, result: part, duration_ms: 0.46 }),
    ).toEqual({
      tool_call_id: 'c',
      name: 'look',
      tool_name: 'look',
      success: true,
      status: 'success',
      result: [{ type: 'text', text: '{"sky":"clear"}' }],
      duration_ms: 0,
    });
  });

  it.each([
    [
      { success: false, result: { error: 'No.' } },
      { status: 'error', error: 'No.', result: [] },
    ],
    [{ success: false, canceled: true, result: { error: 'No.' } }, { status: 'cancelled' }],
    [{ success: true, result: { result: 'as it is' } }, { result: [{ type: 'text', text: 'as it is' }] }],
    [{ success: true, result: { result: null } }, { result: [{ type: 'text', text: 'null' }] }],
  ])('tells of the outcome %j', (data, expected) => {
    expect(dataOf('tool.completed', { name: 'x', ...data })).toMatchObject(expected);
  });

  it.each([
    ['turn.started', {}, { input_message_id: 'm' }],
    ['session.activated', {}, { input_message_id: 'm' }],
    ['session.idled', {}, { turn_id }],
    ['act.completed', {}, { completed: true }],
    ['turn.completed', { duration_ms: 126.51 }, { duration_ms: 127 }],
    ['file.written', { path: '/a' }, { operation: 'write' }],
  ])('%s has what the original has', (type, data, expected) => {
    expect(dataOf(type, data)).toMatchObject(expected);
  });

  it('tells a generation as output and metadata', () => {
    const output = [
      { type: 'text', text: 'Hm.' },
      { type: 'tool_call', id: 'c', name: 'look', arguments: {} },
    ];
    const data = dataOf('llm.generation', { model: 'm', output, request: { tools: ['look'] }, duration_ms: 1.5 });
    expect(data).toMatchObject({
      messages: [],
      tools: [{ name: 'look', description: '' }],
      output: { text: 'Hm.', tool_calls: [{ id: 'c', name: 'look', arguments: {} }] },
      metadata: { model: 'm', success: true, duration_ms: 2 },
    });
  });
});

describe('the events that a reader chooses', () => {
  const choose = (types: string[], more: { exclude?: string[]; isOf03?: boolean } = {}) =>
    chooseEvents({ types, exclude: [], isOf03: false, ...more });

  it('are all under their names, the canceled turn with two l', () => {
    expect(choose([]).types).toBeUndefined();
    expect(choose([]).namesOf('turn.canceled')).toEqual(['turn.cancelled']);
    expect(choose([]).namesOf('output.message.completed')).toEqual(['output.message.completed']);
  });

  it('come under the names that were asked for, of whatever release', () => {
    const wanted = choose(['message.agent', 'turn.cancelled', 'nothing.such']);
    expect(wanted.types).toEqual(['output.message.completed', 'turn.canceled']);
    expect(wanted.namesOf('output.message.completed')).toEqual(['message.agent']);
    expect(wanted.namesOf('turn.completed')).toEqual([]);
  });

  it('are none where no name is known, rather than all', () => {
    const wanted = choose(['nothing.such']);
    expect(wanted.types?.length).toBe(1);
    expect(wanted.namesOf(wanted.types?.[0] ?? '')).toEqual([]);
  });

  it('leave out what is excluded, under any of its names', () => {
    expect(choose([], { exclude: ['message.agent', 'nothing.such'] }).types).not.toContain('output.message.completed');
    expect(choose(['tool.*'], { exclude: ['tool.started'] }).types).not.toContain('tool.started');
  });

  it('have an agent’s message twice for a reader of 0.3, which waits for the old name', () => {
    expect(choose([], { isOf03: true }).namesOf('output.message.completed')).toEqual([
      'output.message.completed',
      'message.agent',
    ]);
  });

  it('ask the log for recorded types alone', () => {
    expect(recordedAmong(['output.message.delta', 'turn.completed'])).toEqual(['turn.completed']);
    expect(recordedAmong(undefined)).toBeUndefined();
  });
});
