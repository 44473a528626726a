import fc from 'fast-check';
import { z } from 'zod';

/** What the body reader refuses before a schema sees it: NUL, unpaired surrogates, and a key that would be a prototype. */
const REFUSED = /\\u0000|\\ud[89a-f]|__proto__/i;

/** As it comes off the wire: JSON has no -0. */
const json = fc
  .jsonValue({ maxDepth: 2 })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .filter((value) => !REFUSED.test(JSON.stringify(value)));

/**
 * Values that a schema accepts, built from its own description. Refinements are met by trying: what the schema refuses is dropped.
 * Throws on a kind of schema that it does not know, so that a new kind cannot go untested in silence.
 */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return build(schema).filter((value) => schema.safeParse(value).success);
}

function build(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) return build(schema.unwrap());
  if (schema instanceof z.ZodDefault) return build(schema.unwrap());
  if (schema instanceof z.ZodNullable) return fc.option(build(schema.unwrap()));
  if (schema instanceof z.ZodObject) return buildObject(schema);
  if (schema instanceof z.ZodArray) return fc.array(build(schema.element), { maxLength: 3 });
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(build));
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    return fc.constantFrom(...(schema instanceof z.ZodEnum ? schema.options : schema.values));
  }
  if (schema instanceof z.ZodPipe) return build(schema.in);
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(fc.string({ maxLength: 6 }), build(schema.valueType), { maxKeys: 3 });
  if (schema instanceof z.ZodCustom || schema instanceof z.ZodUnknown) return json;
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return buildNumber(schema);
  if (schema instanceof z.ZodType && schema.type === 'string') return buildString(schema);
  throw new Error(`no arbitrary for ${schema._zod.def.type}`);
}

function buildObject(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const shape = Object.entries(schema.shape).map(([key, value]) => [key, build(value)] as const);
  const requiredKeys = Object.entries(schema.shape).flatMap(([key, value]) =>
    value instanceof z.ZodOptional || value instanceof z.ZodDefault ? [] : [key],
  );
  // A plain object, as JSON.parse makes it.
  return fc.record(Object.fromEntries(shape), { requiredKeys, noNullPrototype: true });
}

function buildNumber(schema: z.ZodNumber): fc.Arbitrary<number> {
  const [min, max] = [Math.max(schema.minValue ?? 0, -1e6), Math.min(schema.maxValue ?? 1e6, 1e6)];
  if (schema.isInt) return fc.integer({ min: min === 0 && !schema.safeParse(0).success ? 1 : min, max });
  return fc.double({ min, max, noNaN: true }).filter((value) => !Object.is(value, -0));
}

function buildString(schema: z.ZodType): fc.Arbitrary<string> {
  const format = 'format' in schema ? schema.format : null;
  if (format === 'uuid') return fc.uuid();
  if (format === 'datetime') {
    const [min, max] = [new Date('2020-01-01T00:00:00Z'), new Date('2099-12-31T00:00:00Z')];
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
  }
  if (format === 'url') return fc.webUrl();
  if (format === 'email') return fc.emailAddress();
  if (format === 'date')
    return fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString().slice(0, 10));
  if (format === 'base64') return fc.base64String({ maxLength: 40 });
  const pattern = patternOf(schema);
  // Texts that happen to fit a pattern are found by trying, unless it begins with words of its own.
  if (pattern !== null && !schema.safeParse('a').success) return fc.stringMatching(pattern);
  return fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/));
}

function patternOf({ _zod: { def } }: z.ZodType): RegExp | null {
  const checks = 'checks' in def && Array.isArray(def.checks) ? def.checks : [];
  const formats = checks.flatMap((check) => (check instanceof z.core.$ZodCheckRegex ? [check._zod.def.pattern] : []));
  return formats[0] ?? null;
}
