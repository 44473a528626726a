import { createRefusal } from '../create-refusal.ts';
import type { Arithmetic } from './arithmetic.ts';
import { Exact } from './exact.ts';

const MAX_DEPTH = 50;
const TOKEN = /\s*(?:(\d+\.?\d*(?:e[+-]?\d{1,3})?|\.\d+(?:e[+-]?\d{1,3})?)|([a-z]+)|(\*\*|[-+*/%^(),]))/iy;

type Token = { kind: 'number' | 'name' | 'symbol' | 'end'; text: string; at: number };

interface KnownFunction {
  arity: [number, number];
  apply: (args: readonly Exact[], arithmetic: Arithmetic) => Exact;
}

const ZERO = new Exact(0);

const FUNCTIONS: Record<string, KnownFunction> = {
  abs: ofOne((x) => x.abs()),
  floor: ofOne((x) => x.floor()),
  ceil: ofOne((x) => x.ceil()),
  sqrt: { arity: [1, 1], apply: ([x = ZERO], { sqrt }) => sqrt(x) },
  round: { arity: [1, 2], apply: ([x = ZERO, places = ZERO], { select }) => select([x], () => roundTo(x, places)) },
  min: { arity: [1, 50], apply: (args, { select }) => select(args, (...all) => Exact.min(...all)) },
  max: { arity: [1, 50], apply: (args, { select }) => select(args, (...all) => Exact.max(...all)) },
};

function ofOne(apply: (x: Exact) => Exact): KnownFunction {
  return { arity: [1, 1], apply: ([x = ZERO], { select }) => select([x], apply) };
}

/**
 * Evaluates an arithmetic expression by recursive descent. Throws `invalid_request` that names the position of a syntax
 * error, and whatever `arithmetic` throws.
 */
export function evaluateExpression(text: string, arithmetic: Arithmetic): Exact {
  const parser = { tokens: tokenize(text), next: 0, depth: 0, arithmetic };
  const value = parseSum(parser);
  const rest = peek(parser);
  if (rest.kind !== 'end') throw unexpected(rest);
  return value;
}

interface Parser {
  tokens: Token[];
  next: number;
  depth: number;
  arithmetic: Arithmetic;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw createRefusal(`Cannot read the expression at character ${at + 1}.`);
    const [, number, name, symbol] = match;
    const kind = number === undefined ? (name === undefined ? 'symbol' : 'name') : 'number';
    tokens.push({ kind, text: (number ?? name ?? symbol ?? '').toLowerCase(), at: TOKEN.lastIndex });
  }
  return [...tokens, { kind: 'end', text: 'the end', at: end }];
}

function peek(parser: Parser): Token {
  return parser.tokens[parser.next] ?? { kind: 'end', text: 'the end', at: 0 };
}

function take<Text extends string>(parser: Parser, ...symbols: Text[]): Text | null {
  const token = peek(parser);
  const symbol = token.kind === 'symbol' ? symbols.find((candidate) => candidate === token.text) : undefined;
  if (symbol === undefined) return null;
  parser.next += 1;
  return symbol;
}

function expect(parser: Parser, symbol: string): void {
  if (take(parser, symbol) === null) throw unexpected(peek(parser));
}

function parseSum(parser: Parser): Exact {
  let value = parseProduct(parser);
  for (let sign = take(parser, '+', '-'); sign !== null; sign = take(parser, '+', '-')) {
    const right = parseProduct(parser);
    value = parser.arithmetic[sign === '+' ? 'plus' : 'minus'](value, right);
  }
  return value;
}

const PRODUCTS = { '*': 'times', '/': 'divide', '%': 'remainder' } as const;

function parseProduct(parser: Parser): Exact {
  let value = parseSigned(parser);
  for (let sign = take(parser, '*', '/', '%'); sign !== null; sign = take(parser, '*', '/', '%')) {
    const right = parseSigned(parser);
    value = parser.arithmetic[PRODUCTS[sign]](value, right);
  }
  return value;
}

/** A sign binds more weakly than a power: `-2 ^ 2` is -4. Every nesting level passes here, so the depth is counted here. */
function parseSigned(parser: Parser): Exact {
  parser.depth += 1;
  if (parser.depth > MAX_DEPTH) throw createRefusal(`The expression nests deeper than ${MAX_DEPTH} levels.`);
  const sign = take(parser, '+', '-');
  const value = sign === null ? parsePower(parser) : parseSigned(parser);
  parser.depth -= 1;
  return sign === '-' ? value.negated() : value;
}

function parsePower(parser: Parser): Exact {
  const base = parseAtom(parser);
  return take(parser, '^', '**') === null ? base : parser.arithmetic.power(base, parseSigned(parser));
}

function parseAtom(parser: Parser): Exact {
  const token = peek(parser);
  if (token.kind === 'number') {
    parser.next += 1;
    return parser.arithmetic.parse(token.text);
  }
  if (token.kind === 'name') return parseCall(parser, token);
  expect(parser, '(');
  const value = parseSum(parser);
  expect(parser, ')');
  return value;
}

function parseCall(parser: Parser, token: Token): Exact {
  const known = Object.hasOwn(FUNCTIONS, token.text) ? FUNCTIONS[token.text] : undefined;
  if (known === undefined) {
    throw createRefusal(`There is no function "${token.text}". Known: ${Object.keys(FUNCTIONS).join(', ')}.`);
  }
  parser.next += 1;
  expect(parser, '(');
  const args = [parseSum(parser)];
  while (take(parser, ',') !== null) args.push(parseSum(parser));
  expect(parser, ')');
  const [least, most] = known.arity;
  if (args.length < least || args.length > most) {
    throw createRefusal(
      `${token.text} takes ${least === most ? least : `${least} to ${most}`} numbers, not ${args.length}.`,
    );
  }
  return known.apply(args, parser.arithmetic);
}

function roundTo(value: Exact, places: Exact): Exact {
  if (!places.isInteger() || places.isNegative() || places.gt(100)) {
    throw createRefusal('round takes 0 to 100 decimal places.');
  }
  return value.toDecimalPlaces(places.toNumber(), Exact.ROUND_HALF_UP);
}

function unexpected(token: Token): Error {
  return createRefusal(`The expression cannot go on with ${JSON.stringify(token.text)} at character ${token.at}.`);
}
