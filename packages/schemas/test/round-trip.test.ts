import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as schemas from '../src/index.ts';
import { EPHEMERAL_EVENTS, RECORDED_EVENTS } from '../src/index.ts';
import { arbitraryOf } from './schema-arbitrary.ts';

const exported = Object.entries(schemas).flatMap(([name, value]) =>
  value instanceof z.ZodType ? [{ name, schema: value }] : [],
);
const events = Object.entries({ ...RECORDED_EVENTS, ...EPHEMERAL_EVENTS }).map(([name, schema]) => ({ name, schema }));

describe('whatever a schema accepts', () => {
  it.each([...exported, ...events])('$name survives JSON, and being parsed twice changes nothing', ({ schema }) => {
    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        const parsed = schema.parse(value);
        const reread: unknown = JSON.parse(JSON.stringify(parsed));
        expect(reread).toEqual(parsed);
        expect(schema.parse(reread)).toEqual(parsed);
      }),
      { numRuns: 40 },
    );
  });
});
