import { describe, expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { createWeatherTools } from './tools.ts';

const bench = createToolBench(createWeatherTools());

describe('the weather', () => {
  it('is simulated and says so, and is the same for the same place and day', async () => {
    const first = await bench.run('get_weather', { place: 'Lisbon' });
    expect(first).toMatchObject({ place: 'Lisbon', simulated: true, date: '2026-01-01', sky: expect.any(String) });
    expect(await bench.run('get_weather', { place: ' lisbon' })).toEqual({ ...(first as object), place: ' lisbon' });
    expect(await bench.run('get_weather', { place: 'Oslo' })).not.toMatchObject({
      wind: (first as { wind: string }).wind,
    });
  });

  it('of the next days begins with that of today', async () => {
    const today = await bench.run('get_weather', { place: 'Lisbon' });
    const forecast = (await bench.run('get_forecast', { place: 'Lisbon', days: 14 })) as { days: object[] };
    expect(forecast.days).toHaveLength(14);
    expect(today).toMatchObject(forecast.days[0] ?? {});
    expect(new Set(forecast.days.map((day) => JSON.stringify(day))).size).toBe(14);
  });

  it.each([0, 15, 1.5])('has no forecast for %s days', async (days) => {
    await expect(bench.run('get_forecast', { place: 'Lisbon', days })).rejects.toThrow();
  });
});
