import { describe, expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { createCurrentTimeTools } from './tools.ts';

const bench = createToolBench(createCurrentTimeTools());
const tell = (args: object) => bench.run('get_current_time', args);

describe('get_current_time', () => {
  it.each([
    [{}, '2026-01-01T00:00:00+00:00', 'UTC'],
    [{ timezone: 'Europe/Berlin' }, '2026-01-01T01:00:00+01:00', 'Europe/Berlin'],
    [{ timezone: 'America/New_York' }, '2025-12-31T19:00:00-05:00', 'America/New_York'],
    [{ timezone: 'Asia/Kolkata' }, '2026-01-01T05:30:00+05:30', 'Asia/Kolkata'],
    [{ timezone: 'europe/london' }, '2026-01-01T00:00:00+00:00', 'europe/london'],
  ])('tells %j as %s', async (args, time, zone) => {
    expect(await tell(args)).toEqual({ time, timezone: zone });
  });

  it('tells seconds since 1970 and a sentence', async () => {
    expect(await tell({ format: 'unix' })).toMatchObject({ time: 1_767_225_600 });
    const human = await tell({ format: 'human' });
    expect(JSON.stringify(human)).toContain('Thursday, January 1, 2026');
  });

  it('tells the time of its context, not of the machine', async () => {
    const later = createToolBench(createCurrentTimeTools());
    await later.clock.advance(61_000);
    expect(await later.run('get_current_time', {})).toMatchObject({ time: '2026-01-01T00:01:01+00:00' });
  });

  it.each(['Mars/Olympus', 'Berlin', ''])(
    'refuses the unknown zone %j with an example of a known one',
    async (timezone) => {
      await expect(tell({ timezone })).rejects.toThrow(/no time zone .* "Europe\/Berlin"/);
    },
  );
});
