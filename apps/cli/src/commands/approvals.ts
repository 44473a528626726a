import type { Approval } from '@everruns/sdk';
import { Option, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';
import { formatTable } from '../terminal/format-table.ts';
import { readJsonOrText } from '../chat/create-tool-prompts.ts';
import { take, withExamples } from './with-examples.ts';

const MAX_APPROVALS = 1_000;
const MAX_DETAIL = 80;
const STATUSES = ['open', 'resolved', 'expired', 'canceled'] as const;

export function addApprovalCommands(program: Command, cli: Cli): void {
  const approvals = program.command('approvals').description('calls that wait for a person, and questions of agents');
  withExamples(approvals, 'approvals list', 'approvals approve 0194f7a0-…', 'approvals deny 0194f7a0-… "Not today"');
  const list = approvals
    .command('list')
    .addOption(new Option('--status <status>', 'only these').choices(STATUSES).default('open'))
    .description('list what waits for a person, newest first');
  list.action(({ status }: { status: (typeof STATUSES)[number] }) =>
    withServer(cli, list, async ({ api, printer }) => {
      const found = await take(api.approvals.list({ status, limit: 100 }), MAX_APPROVALS);
      printer.show(found, () => formatApprovals(found));
    }),
  );
  withExamples(list, 'approvals list', 'approvals list --status resolved -o json');
  addDecisions(approvals, cli);
}

function addDecisions(approvals: Command, cli: Cli): void {
  const approve = approvals.command('approve').argument('<id>', 'of the approval').description('let the call run');
  approve.action((id: string) =>
    withServer(cli, approve, async ({ api, printer }) => {
      const wait = await api.approvals.approve(id);
      printer.show(wait, () => `${cleanLine(wait.request.tool)} may run.`);
    }),
  );
  withExamples(approve, 'approvals approve 0194f7a0-0000-7000-8000-0000000000b1');
  const deny = approvals
    .command('deny')
    .argument('<id>', 'of the approval or the question')
    .argument('[reason]', 'which the model reads')
    .description('refuse the call, or to answer');
  deny.action((id: string, reason: string | undefined) =>
    withServer(cli, deny, async ({ api, printer }) => {
      const wait = await api.approvals.deny(id, reason);
      printer.show(wait, () => `${cleanLine(wait.request.tool)} is denied.`);
    }),
  );
  withExamples(deny, 'approvals deny 0194f7a0-0000-7000-8000-0000000000b1 "Not before the release"');
  const answer = approvals
    .command('answer')
    .argument('<id>', 'of the question')
    .argument('<answer>', 'JSON, or text')
    .description('answer a question');
  answer.action((id: string, text: string) =>
    withServer(cli, answer, async ({ api, printer }) => {
      const { request } = await api.approvals.get(id);
      const given = request.question?.schema === undefined ? text : readJsonOrText(text);
      printer.show(await api.approvals.answer(id, given), () => 'The question is answered.');
    }),
  );
  withExamples(answer, 'approvals answer 0194f7a0-0000-7000-8000-0000000000b1 "The red one"');
}

function formatApprovals(approvals: readonly Approval[]): string {
  if (approvals.length === 0) return 'Nothing waits for a person.';
  const rows = approvals.map((approval) => [
    approval.id,
    approval.kind,
    cleanLine(approval.agent_name),
    cleanLine(approval.request.tool),
    detailOf(approval),
    approval.expires_at,
  ]);
  return formatTable(['ID', 'KIND', 'AGENT', 'TOOL', 'WHAT', 'EXPIRES'], rows);
}

function detailOf({ request }: Approval): string {
  const text = cleanLine(request.question?.question ?? formatJson(request.arguments, 0));
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;
}
