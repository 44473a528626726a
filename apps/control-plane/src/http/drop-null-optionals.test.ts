import { CreateAgentRequest, CreateMessageRequest } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { dropNullOptionals } from './drop-null-optionals.ts';

it('null for an optional or defaulted field is its absence, at any depth', () => {
  const given = { name: 'a', system_prompt: '', description: null, tags: null, limits: { max_iterations: null } };
  expect(CreateAgentRequest.parse(dropNullOptionals(CreateAgentRequest, given))).toMatchObject({
    tags: [],
    limits: {},
  });
  const message = { message: { role: null, content: [{ type: 'text', text: 'x' }] }, controls: { reasoning: null } };
  expect(CreateMessageRequest.parse(dropNullOptionals(CreateMessageRequest, message)).controls).toEqual({});
});

it('null stays where it means something, where it is wrong, and in free-form JSON', () => {
  const schema = z.strictObject({
    kept: z.string().nullable().optional(),
    needed: z.string(),
    free: z.record(z.string(), z.unknown()).optional(),
  });
  const given = { kept: null, needed: null, free: { a: null }, unknown: null };
  expect(dropNullOptionals(schema, given)).toEqual(given);
});

it('a name that every object has is no field', () => {
  const given: unknown = JSON.parse('{"__proto__": null, "constructor": null, "name": "a", "system_prompt": ""}');
  expect(Object.keys(dropNullOptionals(CreateAgentRequest, given) as object)).toEqual(Object.keys(given as object));
});
