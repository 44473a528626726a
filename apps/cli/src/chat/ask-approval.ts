import { select } from '@clack/prompts';
import type { Approval, ResolveApprovalRequest } from '@everruns/sdk';
import { askText } from '../terminal/ask.ts';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readJsonOrText } from './create-tool-prompts.ts';

/** Asks the person at the terminal to decide a call or to answer a question. Undefined: they left it open. */
export async function askApproval(terminal: Terminal, approval: Approval): Promise<ResolveApprovalRequest | undefined> {
  const { tool, question, arguments: args } = approval.request;
  const message =
    question === undefined ? `${cleanLine(tool)} ${cleanLine(formatJson(args, 0))}` : cleanText(question.question);
  if (question !== undefined) return answer(terminal, message, question);
  const chosen = await select({
    message,
    output: process.stderr,
    options: [
      { value: 'approve', label: 'Approve' },
      { value: 'deny', label: 'Deny' },
      { value: 'later', label: 'Decide later' },
    ],
  });
  if (chosen === 'approve') return { decision: 'approve' };
  return chosen === 'deny' ? { decision: 'deny' } : undefined;
}

type Asked = NonNullable<Approval['request']['question']>;

async function answer(
  terminal: Terminal,
  message: string,
  { options, schema }: Asked,
): Promise<ResolveApprovalRequest> {
  const choices = options === undefined ? '' : `\n   ${options.map(cleanLine).join(' · ')}`;
  const form = schema === undefined ? '' : '\n   JSON that fits the question’s schema.';
  const text = await askText(terminal, `${message}${choices}${form}`, 'an answer');
  return { decision: 'answer', answer: (schema === undefined ? text : readJsonOrText(text)) as string };
}
