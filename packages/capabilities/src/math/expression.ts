import { createRefusal } from '../create-refusal.ts';
import { divideExact, Exact } from './exact.ts';

const MAX_DEPTH = 50;
const MAX_POWER = 1_000;
const TOKEN = /\s*(?:(\d+\.?\d*(?:e[+-]?\d{1,3})?|\.\d+(?:e[+-]?\d{1,3})?)|([a-z]+)|(\*\*|[-+*/%^(),]))/iy;

type Token = { kind: 'number' | 'name' | 'symbol' | 'end'; text: string; at: number };

const FUNCTIONS: Record<string, { arity: [number, number]; apply: (args: Exact[]) => Exact }> = {
  abs: { arity: [1, 1], apply: ([x]) => Exact.abs(x ?? 0) },
  sqrt: { arity: [1, 1], apply: ([x]) => Exact.sqrt(x ?? 0) },
  floor: { arity: [1, 1], apply: ([x]) => Exact.floor(x ?? 0) },
  ceil: { arity: [1, 1], apply: ([x]) => Exact.ceil(x ?? 0) },
  round: { arity: [1, 2], apply: ([x, places]) => roundTo(x ?? new Exact(0), places ?? new Exact(0)) },
  min: { arity: [1, 50], apply: (args) => Exact.min(...args) },
  max: { arity: [1, 50], apply: (args) => Exact.max(...args) },
};

/** Evaluates an arithmetic expression by recursive descent. Throws `invalid_request` that says where it stopped understanding. */
export function evaluateExpression(text: string): Exact {
  const parser = { tokens: tokenize(text), next: 0, depth: 0 };
  const value = parseSum(parser);
  const rest = peek(parser);
  if (rest.kind !== 'end') throw unexpected(rest);
  return value;
}

interface Parser {
  tokens: Token[];
  next: number;
  depth: number;
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

function take(parser: Parser, ...symbols: string[]): string | null {
  const token = peek(parser);
  if (token.kind !== 'symbol' || !symbols.includes(token.text)) return null;
  parser.next += 1;
  return token.text;
}

function expect(parser: Parser, symbol: string): void {
  if (take(parser, symbol) === null) throw unexpected(peek(parser));
}

function parseSum(parser: Parser): Exact {
  let value = parseProduct(parser);
  for (let sign = take(parser, '+', '-'); sign !== null; sign = take(parser, '+', '-')) {
    const right = parseProduct(parser);
    value = sign === '+' ? value.plus(right) : value.minus(right);
  }
  return value;
}

function parseProduct(parser: Parser): Exact {
  let value = parseSigned(parser);
  for (let sign = take(parser, '*', '/', '%'); sign !== null; sign = take(parser, '*', '/', '%')) {
    const right = parseSigned(parser);
    if (sign === '*') value = value.times(right);
    else if (sign === '/') value = divideExact(value, right);
    else value = remainder(value, right);
  }
  return value;
}

/** A sign binds weaker than a power: `-2 ^ 2` is -4. Every nesting passes here, so the depth is counted here. */
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
  return take(parser, '^', '**') === null ? base : raise(base, parseSigned(parser));
}

function parseAtom(parser: Parser): Exact {
  const token = peek(parser);
  if (token.kind === 'number') {
    parser.next += 1;
    return new Exact(token.text);
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
  return known.apply(args);
}

function remainder(left: Exact, right: Exact): Exact {
  if (right.isZero()) throw createRefusal('Division by zero.');
  return left.mod(right);
}

function raise(base: Exact, exponent: Exact): Exact {
  if (!exponent.isInteger() || exponent.abs().gt(MAX_POWER)) {
    throw createRefusal(`An exponent must be a whole number from -${MAX_POWER} to ${MAX_POWER}.`);
  }
  return exponent.isNegative() ? divideExact(new Exact(1), base.pow(exponent.negated())) : base.pow(exponent);
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
