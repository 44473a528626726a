'use client';
import type { PendingApproval, ResolveApprovalRequest } from '@everruns/sdk';
import { Check, Pencil, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useMay } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { Input, Select } from '@/design/field.tsx';
import { formatDateTime } from '@/design/format.ts';
import { ArgumentsEditor } from './arguments-editor.tsx';
import { formatTimeLeft } from './format-time-left.ts';
import { ConnectionForm } from './connection-form.tsx';
import { QuestionForm } from './question-form.tsx';
import { useEditedArguments } from './use-edited-arguments.ts';
import { useDecide } from '@/data/use-approvals.ts';

export interface DecisionFormProps {
  approval: PendingApproval;
  name: string;
  args: { readonly [name: string]: unknown };
}

/** Lets a person approve a call (as it is or with other arguments), deny it with a reason, or answer a question. */
export function DecisionForm({ approval, name, args }: DecisionFormProps) {
  const mayWrite = useMay('write');
  const decide = useDecide(approval.approval_id);
  if (!mayWrite)
    return <p className="border-t border-line p-3 text-xs text-muted">It waits for somebody who may decide.</p>;
  const props = { isPending: decide.isPending || decide.isSuccess, onDecide: decide.mutate };
  return (
    <div className="space-y-2 border-t border-line bg-live-soft p-3">
      {approval.kind === 'question' && approval.question !== undefined ? (
        <QuestionForm question={approval.question} {...props} />
      ) : approval.kind === 'connection' && approval.connection !== undefined ? (
        <ConnectionForm connection={approval.connection} {...props} />
      ) : (
        <ApprovalForm approvalId={approval.approval_id} name={name} args={args} {...props} />
      )}
      <Expiry at={approval.expires_at} />
    </div>
  );
}

function Expiry({ at }: { at: string }) {
  const now = useNow(30_000);
  return (
    <p className="text-xs text-muted">
      Without a decision it expires{' '}
      <time dateTime={at} title={formatDateTime(at)}>
        {formatTimeLeft(at, now)}
      </time>
      , and the agent is told so.
    </p>
  );
}

interface ApprovalFormProps {
  approvalId: string;
  name: string;
  args: DecisionFormProps['args'];
  isPending: boolean;
  onDecide: (decision: ResolveApprovalRequest) => void;
}

const REMEMBER = {
  once: 'This time only',
  'session-tool': 'This tool, in this session',
  'session-arguments': 'These arguments, in this session',
} as const;

function ApprovalForm({ approvalId, name, args, isPending, onDecide }: ApprovalFormProps) {
  const [reason, setReason] = useState('');
  const edited = useEditedArguments(approvalId, args);
  const [remember, setRemember] = useState<keyof typeof REMEMBER>('once');
  const approve = (): void => {
    if (isPending || edited.isBroken) return;
    const { value } = edited;
    onDecide({ decision: 'approve', ...toRemember(remember), ...(value !== null && { edited_arguments: value }) });
  };
  const deny = (): void => {
    if (!isPending) onDecide({ decision: 'deny', ...(reason.trim() !== '' && { reason: reason.trim() }) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'a') approve();
    else if (event.key === 'd') deny();
  };
  return (
    <div role="group" aria-label={`Decide on ${name}`} tabIndex={0} className="space-y-2" onKeyDown={onKeyDown}>
      <p className="text-sm font-medium">The agent asks to run {name}.</p>
      {edited.isOpen &&
        (edited.isPending ? (
          <p className="text-xs text-muted">Reading what the tool takes …</p>
        ) : (
          <ArgumentsEditor written={edited} hint="The agent is told that you changed them." />
        ))}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" look="primary" disabled={isPending || edited.isBroken} onClick={approve} title="A">
          <Check aria-hidden />
          Approve
        </Button>
        <Button size="sm" look="danger" disabled={isPending} onClick={deny} title="D">
          <X aria-hidden />
          Deny
        </Button>
        {!edited.isOpen && (
          <Button size="sm" disabled={isPending} onClick={edited.open}>
            <Pencil aria-hidden />
            Edit arguments
          </Button>
        )}
        <RememberSelect value={remember} onChange={setRemember} />
        <Input
          aria-label="Reason"
          placeholder="A reason, if you deny"
          className="!h-7 min-w-40 flex-1 !text-xs"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </div>
  );
}

type Remember = keyof typeof REMEMBER;

function RememberSelect({ value, onChange }: { value: Remember; onChange: (value: Remember) => void }) {
  return (
    <Select
      aria-label="Remember"
      className="!h-7 !w-auto !text-xs"
      value={value}
      onChange={(event) => onChange(keyOf(event.target.value))}
    >
      {Object.entries(REMEMBER).map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  );
}

function keyOf(value: string): keyof typeof REMEMBER {
  return value === 'session-tool' || value === 'session-arguments' ? value : 'once';
}

function toRemember(remember: keyof typeof REMEMBER): Pick<ResolveApprovalRequest, 'remember'> {
  if (remember === 'once') return {};
  return { remember: { scope: 'session', match: remember === 'session-tool' ? 'tool' : 'arguments' } };
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
