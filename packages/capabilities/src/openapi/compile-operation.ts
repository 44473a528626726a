import type { JsonObject } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import { isFreeHeader } from '../web/header-lines.ts';
import type { CompiledOperation, ParameterPlace } from './compiled.ts';
import { convertSchema, followRef } from './convert-schema.ts';
import { isRecord, textOf, type Json, type JsonRecord } from './json.ts';

/** Headers that the request or the settings decide (OpenAPI 3.1, 4.8.12.1). */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization', 'cookie']);
const MAX_SCHEMA_CHARS = 32 * 1_024;

interface Place {
  method: string;
  path: string;
  operation: JsonRecord;
  item: JsonRecord;
}

interface Argument {
  place: ParameterPlace;
  schema: JsonRecord;
  isRequired: boolean;
}

/** Compiles one operation: where each argument goes, and the schema of them all. */
export function compileOperation(document: JsonRecord, { method, path, operation, item }: Place): CompiledOperation {
  const parameters = collectParameters(document, { operation, item });
  const missing = [...path.matchAll(/\{([^{}]+)\}/g)].find(
    ([, name]) => !parameters.some(({ place }) => place.in === 'path' && place.name === name),
  );
  if (missing !== undefined) throw createRefusal(`${method} ${path} does not describe its parameter ${missing[0]}.`);
  const body = findBody(document, operation['requestBody']);
  const properties: [string, JsonRecord][] = parameters.map(({ place, schema }) => [place.argument, schema]);
  const required = parameters.filter(({ isRequired }) => isRequired).map(({ place }) => place.argument);
  if (body !== null) {
    properties.push(['body', body.schema]);
    if (body.isRequired) required.push('body');
  }
  return {
    method,
    path,
    parameters: parameters.map(({ place }) => place),
    body: body?.mediaType ?? null,
    schema: toArguments(properties, required),
  };
}

/** A schema that is too large is replaced by one without details, argument by argument. */
function toArguments(properties: readonly [string, JsonRecord][], required: readonly string[]): JsonObject {
  const fitting = properties.map(([name, schema]): [string, JsonRecord] => {
    const { type = 'object', description = '' } = schema;
    const isFitting = JSON.stringify(schema).length <= MAX_SCHEMA_CHARS;
    return [name, isFitting ? schema : { type, description }];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(fitting),
    ...(required.length > 0 ? { required: [...required] } : {}),
    additionalProperties: false,
  };
}

function collectParameters(document: JsonRecord, { operation, item }: Pick<Place, 'operation' | 'item'>): Argument[] {
  const found = new Map<string, JsonRecord>();
  // Those of the operation replace those of its path.
  for (const given of [...listOf(item['parameters']), ...listOf(operation['parameters'])]) {
    const parameter = followRef(document, given);
    found.set(`${textOf(parameter['in'])} ${textOf(parameter['name'])}`, parameter);
  }
  const taken = new Set(['body']);
  return [...found.values()].flatMap((parameter) => toArgument(document, parameter, taken));
}

function toArgument(document: JsonRecord, parameter: JsonRecord, taken: Set<string>): Argument[] {
  const name = textOf(parameter['name']);
  const where = parameter['in'];
  if (name === '' || name === '__proto__' || (where !== 'path' && where !== 'query' && where !== 'header')) return [];
  if (where === 'header' && (IGNORED_HEADERS.has(name.toLowerCase()) || !isFreeHeader(name))) return [];
  const argument = taken.has(name) ? `${name}_${where}` : name;
  taken.add(argument);
  const style = textOf(parameter['style']);
  const place: ParameterPlace = {
    name,
    argument,
    in: where,
    isExploded: parameter['explode'] !== false && where === 'query',
    isDeep: style === 'deepObject',
  };
  const schema = convertSchema(document, parameter['schema'] ?? firstSchema(parameter['content']));
  const description = textOf(parameter['description']) || textOf(schema['description']);
  return [
    {
      place,
      schema: description === '' ? schema : { ...schema, description: description.slice(0, 500).toWellFormed() },
      isRequired: where === 'path' || parameter['required'] === true,
    },
  ];
}

function firstSchema(content: Json | undefined): Json | undefined {
  const [first] = isRecord(content) ? Object.values(content) : [];
  return isRecord(first) ? first['schema'] : undefined;
}

interface Body {
  mediaType: string;
  schema: JsonRecord;
  isRequired: boolean;
}

/** The body in the first form that can be written: JSON, a form, or text. */
function findBody(document: JsonRecord, given: Json | undefined): Body | null {
  if (given === undefined) return null;
  const { content, required, description } = followRef(document, given);
  const forms = isRecord(content) ? Object.entries(content) : [];
  const isRequired = required === true;
  for (const isWanted of [isJson, isForm, isText]) {
    const form = forms.find(([mediaType]) => isWanted(mediaType));
    if (form === undefined) continue;
    const [mediaType, media] = form;
    const schema = isText(mediaType)
      ? { type: 'string' }
      : convertSchema(document, isRecord(media) ? media['schema'] : {});
    return { mediaType, isRequired, schema: { description: textOf(description).slice(0, 500), ...schema } };
  }
  if (!isRequired) return null;
  throw createRefusal(
    `A body can be JSON, a form or text, and ${forms[0]?.[0] ?? 'one that is required'} is none of them.`,
  );
}

const isJson = (mediaType: string): boolean => /^application\/(?:[\w.+-]+\+)?json\b/.test(mediaType);
const isForm = (mediaType: string): boolean => mediaType.startsWith('application/x-www-form-urlencoded');
const isText = (mediaType: string): boolean => mediaType.startsWith('text/');

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
