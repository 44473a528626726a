import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, it } from 'vitest';
import { addModel } from '../contracts/add-model.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { askForOutput, FORMATS } from './ask-for-output.ts';

interface Case {
  name: string;
  schema: JsonObject;
}

const CASES = JSON.parse(readFileSync(path.join(import.meta.dirname, 'schemas.json'), 'utf8')) as Case[];
/** Schemas that the simulated model does not understand well enough: the turn fails in clear words. */
const NOT_UNDERSTOOD = new Set([
  'anchor',
  'contains',
  'format ipv4',
  'multiple of',
  'never',
  'pattern it cannot guess',
  'tuple',
]);

const shared = useStack();

function isValid(schema: JsonObject, value: JsonValue | undefined): boolean {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  return ajv.validate(schema, value);
}

it.each(FORMATS)(
  'structured output over %s is valid for each schema, or fails in clear words',
  async (_name, format) => {
    const model = await addModel(shared, `form-${format.provider_type}`, format);
    const { id } = await shared.api.createSession({ default_model_id: model.id });
    const wrong: unknown[] = [];
    for (const { name: which, schema } of CASES) {
      const { turn, parsed } = await askForOutput(shared.api, id, schema);
      const isRight = NOT_UNDERSTOOD.has(which)
        ? turn.error?.code === 'output_invalid' && turn.error.message.includes('did not keep to the required')
        : turn.status === 'completed' && isValid(schema, parsed);
      if (!isRight) wrong.push({ which, parsed, status: turn.status, error: turn.error?.message });
    }
    expect(wrong).toEqual([]);
  },
  180_000,
);
