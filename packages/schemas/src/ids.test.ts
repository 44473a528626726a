import { describe, expect, it } from 'vitest';
import { DEFAULT_ORGANIZATION_ID, TurnId } from './ids.ts';

describe('an id', () => {
  it('is a UUID of any version, read in any case and kept in lower case', () => {
    expect(TurnId.parse('0194F7A0-0000-7000-8000-00000000ABCD')).toBe('0194f7a0-0000-7000-8000-00000000abcd');
    expect(TurnId.safeParse('c56a4180-65aa-42ec-a945-5fd21dec0538').success).toBe(true);
  });

  it.each([
    '',
    'x',
    '0194f7a0-0000-7000-8000-00000000000',
    '{0194f7a0-0000-7000-8000-000000000001}',
    ' 0194f7a0-0000-7000-8000-000000000001',
    7,
    null,
  ])('is not %j', (value) => expect(TurnId.safeParse(value).success).toBe(false));

  it('of the default organization never changes: data refers to it', () => {
    expect(DEFAULT_ORGANIZATION_ID).toBe('00000000-0000-7000-8000-000000000001');
  });
});
