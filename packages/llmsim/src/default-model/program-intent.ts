import type { SimConversation } from '../conversation.ts';
import type { PlannedCall } from './intent.ts';

/** A program between fences, or in backticks behind the word for its language. */
const FENCED = /\b(?:run|execute)\b[^`]{0,200}```(\w+)?\n([\s\S]+?)```/i;
const INLINE = /\b(?:run|execute)\b[^`\n]{0,80}`([^`\n]+)`([^`\n]{0,40})/i;

const TOOLS: readonly { tool: string; field: string; words: RegExp }[] = [
  { tool: 'run_python', field: 'code', words: /\b(?:python|py)\b/i },
  { tool: 'run_javascript', field: 'code', words: /\b(?:javascript|js|node)\b/i },
  { tool: 'bash', field: 'script', words: /\b(?:bash|sh|shell|command|script)\b/i },
];

/** Recognizes "Run `ls -l`", "Run `1 + 1` in Python", and a program between fences. Without a word for its language a program is Bash. */
export function readProgramIntent(text: string, { tools }: SimConversation): PlannedCall[] {
  const [all, language = '', fenced] = FENCED.exec(text) ?? [];
  const [line, inline, behind = ''] = INLINE.exec(text) ?? [];
  const program = fenced ?? inline;
  if (program === undefined) return [];
  const said =
    fenced === undefined ? `${line?.split('`')[0] ?? ''} ${behind}` : `${language} ${all?.split('```')[0] ?? ''}`;
  const offered = TOOLS.filter(({ tool }) => tools.some(({ name }) => name === tool));
  const named =
    offered.find(({ words }) => words.test(said)) ?? offered.find(({ tool }) => tool === 'bash') ?? offered[0];
  return named === undefined ? [] : [{ name: named.tool, arguments: { [named.field]: program.trim() } }];
}
