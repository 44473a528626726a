import { makeModel } from '@everruns/core/testing';
import { describe, expect, it } from 'vitest';
import { createLeftOutMemory } from './left-out-memory.ts';

const model = makeModel({ model: 'gpt-5.4' });

describe('what a model has refused', () => {
  it('is told once, to be recorded, and stays left out', () => {
    const memory = createLeftOutMemory();
    memory.of(model).add('max_tokens', "Unsupported parameter: 'max_tokens'");
    memory.of(model).add('max_tokens', 'again');
    memory.of(model).add('stream_options', 'Unknown');
    expect(memory.takeNews(model)).toEqual([
      {
        type: 'model.adjusted',
        data: {
          model_id: model.id,
          model: 'gpt-5.4',
          left_out: ['max_tokens', 'stream_options'],
          reason: "Unsupported parameter: 'max_tokens'",
        },
      },
    ]);
    expect(memory.takeNews(model)).toEqual([]);
    expect(memory.of(model).list()).toEqual(['max_tokens', 'stream_options']);
  });

  it('is of that model alone, and forgotten where too many are known', () => {
    const memory = createLeftOutMemory(1);
    memory.of(model).add('max_tokens', 'no');
    const other = { id: '0194f7a0-0000-7000-8000-0000000000ff' as typeof model.id };
    expect(memory.of(other).list()).toEqual([]);
    memory.of(other).add('strict', 'no');
    expect(memory.of(model).list()).toEqual([]);
  });
});
