import { EverrunsError } from '@everruns/schemas/everruns-error';
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  Lexer,
  parseDocument,
  type Document,
  type YAMLMap,
} from 'yaml';
import type { JsonLimits } from '../../kernel/scan-json.ts';

/** The most lexemes of an item: indentations, marks, keys and texts. */
const LEXEMES_AN_ITEM = 16;

/**
 * Reads YAML 1.2 as data: no tags that make objects, no aliases, within the limits of a JSON body. Keys are compared here, because the
 * library compares each with each other. Throws `invalid_request` with the position.
 */
export function readYaml(text: string, limits: JsonLimits): unknown {
  scanLexemes(text, limits);
  const document = parseDocument(text, { schema: 'core', merge: false, uniqueKeys: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) throw malformedFile(error.message.split('\n')[0] ?? 'It is not YAML', error);
  assertPlain(document, text, limits);
  return document.toJS({ maxAliasCount: 0 });
}

export function malformedFile(message: string, cause?: unknown): EverrunsError {
  return new EverrunsError('invalid_request', `${message}.`, {
    cause,
    errors: [{ path: '$', code: 'malformed', message }],
  });
}

/** Checks the size and the depth of brackets before anything recursive or costly is done. */
function scanLexemes(text: string, { maxDepth, maxItems }: JsonLimits): void {
  let depth = 0;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > LEXEMES_AN_ITEM * maxItems) throw tooMany(maxItems);
    if (lexeme === '[' || lexeme === '{') depth += 1;
    else if (lexeme === ']' || lexeme === '}') depth -= 1;
    if (depth > maxDepth) throw tooDeep(maxDepth);
  }
}

interface Place {
  node: unknown;
  depth: number;
}

/** Visits every node without recursion. */
function assertPlain(document: Document, text: string, { maxDepth, maxItems }: JsonLimits): void {
  const open: Place[] = [{ node: document.contents, depth: 0 }];
  let items = 0;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { node, depth } = place;
    if (isAlias(node)) throw malformedFile(`Aliases such as *${node.source} are not taken: write the value again`);
    if (isPair(node)) open.push({ node: node.key, depth }, { node: node.value, depth });
    if (!isCollection(node)) continue;
    if (depth >= maxDepth) throw tooDeep(maxDepth);
    if (isMap(node)) assertUniqueKeys(node, text);
    items += node.items.length;
    if (items > maxItems) throw tooMany(maxItems);
    for (const item of node.items) open.push({ node: item, depth: depth + 1 });
  }
}

function assertUniqueKeys(map: YAMLMap, text: string): void {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) throw malformedFile(`A key must be text${at(key, text)}`);
    const name = String(key.value);
    if (seen.has(name))
      throw malformedFile(`Map keys must be unique: "${name.slice(0, 100)}" is there again${at(key, text)}`);
    seen.add(name);
  }
}

function at(node: unknown, text: string): string {
  const isPlaced = isScalar(node) || isCollection(node) || isAlias(node);
  const offset = isPlaced ? node.range?.[0] : undefined;
  return offset === undefined ? '' : ` at line ${text.slice(0, offset).split('\n').length}`;
}

function tooDeep(limit: number): EverrunsError {
  return refuseSize('too_deep', `must not be nested deeper than ${limit} levels`, limit);
}

function tooMany(limit: number): EverrunsError {
  return refuseSize('too_many_items', `must not have more than ${limit} items`, limit);
}

function refuseSize(code: string, message: string, limit: number): EverrunsError {
  return new EverrunsError('invalid_request', `The file ${message}.`, {
    errors: [{ path: '$', code, message, limit }],
  });
}
