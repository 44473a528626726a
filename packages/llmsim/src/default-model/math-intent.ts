import type { SimConversation } from '../conversation.ts';
import type { PlannedCall } from './intent.ts';

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const EXPRESSION = new RegExp(
  String.raw`(?<![\w/.-])-?[(\s]*${NUMBER}(?:[)\s]*(?:\*\*|[-+*/^%])[(\s-]*${NUMBER})+[)\s]*(?![\w/-])`,
  'g',
);
const DATE = /^\d{4}\s?-\s?\d{1,2}\s?-\s?\d{1,2}$/;
const BINARY = /^(-?\d+(?:\.\d+)?)\s*([-+*/])\s*(-?\d+(?:\.\d+)?)$/;

const WORDS: [RegExp, string][] = [
  [/(?<=\d)\s*(?:times|multiplied by|[x×·])\s*(?=[-\d(])/gi, ' * '],
  [/(?<=\d)\s*(?:divided by|over|÷)\s*(?=[-\d(])/gi, ' / '],
  [/(?<=\d)\s*plus\s*(?=[-\d(])/gi, ' + '],
  [/(?<=\d)\s*minus\s*(?=[-\d(])/gi, ' - '],
  [/\bmultiply (-?[\d.]*\d) (?:by|and|with) (-?[\d.]*\d)/gi, '$1 * $2'],
  [/\bdivide (-?[\d.]*\d) by (-?[\d.]*\d)/gi, '$1 / $2'],
  [/\b(?:add|sum of) (-?[\d.]*\d) (?:to|and) (-?[\d.]*\d)/gi, '$1 + $2'],
  [/\bsubtract (-?[\d.]*\d) from (-?[\d.]*\d)/gi, '$2 - $1'],
];

const TOOLS: Record<string, string> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };

/** Returns a call for each arithmetic expression: of the two-operand tool if one fits, otherwise of `evaluate`. */
export function readMathIntent(text: string, conversation: SimConversation): PlannedCall[] {
  const symbols = WORDS.reduce((result, [words, symbol]) => result.replace(words, symbol), text);
  const expressions = (symbols.match(EXPRESSION) ?? []).map((expression) => expression.trim());
  return expressions
    .filter((expression) => !DATE.test(expression))
    .map((expression) => toCall(expression, conversation));
}

function toCall(expression: string, { tools }: SimConversation): PlannedCall {
  const [, a = '', operator = '', b = ''] = BINARY.exec(expression) ?? [];
  const name = TOOLS[operator];
  if (name === undefined || !tools.some((tool) => tool.name === name)) {
    return { name: 'evaluate', arguments: { expression: closeParentheses(expression).replaceAll('**', '^') } };
  }
  return { name, arguments: { a: toOperand(a), b: toOperand(b) } };
}

/** A number that would lose digits as a JSON number is sent as text. */
function toOperand(digits: string): number | string {
  return String(Number(digits)) === digits ? Number(digits) : digits;
}

/** The expression ends where the sentence continues, which may cut off its last parenthesis. */
function closeParentheses(expression: string): string {
  const open = expression.split('(').length - expression.split(')').length;
  return expression + ')'.repeat(Math.max(0, open));
}
