import { describe, expect, it } from 'vitest';
import { currentTime, GetCurrentTimeParameters } from './definition.ts';

describe('the definition of current_time', () => {
  it('offers one reading tool whose arguments are all optional', () => {
    expect(currentTime.tools.map(({ name, effect, policy }) => ({ name, effect, policy }))).toEqual([
      { name: 'get_current_time', effect: 'read', policy: 'auto' },
    ]);
    expect(currentTime.tools[0]?.parameters).toMatchObject({ type: 'object', additionalProperties: false });
    expect(currentTime.tools[0]?.parameters['required']).toBeUndefined();
  });

  it('defaults to ISO 8601 in UTC', () => {
    expect(GetCurrentTimeParameters.parse({})).toEqual({ timezone: 'UTC', format: 'iso8601' });
  });
});
