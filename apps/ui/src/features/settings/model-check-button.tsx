'use client';
import type { LlmModel, LlmModelCheck } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { Badge, type Tone } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';

type Result = LlmModelCheck['text'];

const ROWS: readonly [key: 'text' | 'tool_call' | 'picture' | 'streaming' | 'usage_reported', label: string][] = [
  ['text', 'Answers'],
  ['tool_call', 'Calls tools'],
  ['picture', 'Takes pictures'],
  ['streaming', 'Streams its answers'],
  ['usage_reported', 'Reports its tokens'],
];
const RESULTS: Record<Result, { label: string; tone: Tone }> = {
  yes: { label: 'yes', tone: 'live' },
  no: { label: 'no', tone: 'neutral' },
  refused: { label: 'refused', tone: 'danger' },
  not_tried: { label: 'not tried', tone: 'outline' },
};

/** Sends the model a few short questions and shows which features it supports. */
export function ModelCheckButton({ model }: { model: LlmModel }) {
  const check = useMutation({ mutationFn: () => everruns.models.check(model.id) });
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        aria-label={`Check ${model.display_name}`}
        disabled={check.isPending}
        onClick={() => check.mutate()}
      >
        <Stethoscope aria-hidden />
        {check.isPending ? 'Asking…' : 'Check'}
      </Button>
      {(check.isSuccess || check.isError) && (
        <Dialog title={`What ${model.display_name} can do`} isOpen onOpenChange={check.reset}>
          {check.isError ? <ErrorNotice error={check.error} /> : <Findings check={check.data} />}
        </Dialog>
      )}
    </>
  );
}

function Findings({ check }: { check: LlmModelCheck }) {
  const { detail, provider_message, left_out_parameters } = check;
  return (
    <div className="space-y-4 text-sm">
      <p className={check.status === 'ok' ? '' : 'text-danger'}>{detail}</p>
      {provider_message !== undefined && (
        <blockquote
          aria-label="What the provider said"
          className="border-l-2 border-line-strong pl-3 text-xs wrap-anywhere"
        >
          {provider_message}
        </blockquote>
      )}
      <dl className="grid grid-cols-[1fr_auto] gap-y-2">
        {ROWS.map(([key, label]) => (
          <div key={key} className="contents">
            <dt>{label}</dt>
            <dd>
              <Badge tone={RESULTS[check[key]].tone}>{RESULTS[check[key]].label}</Badge>
            </dd>
          </div>
        ))}
      </dl>
      {left_out_parameters.length > 0 && (
        <p className="text-muted">
          Left out of its requests: <code className="font-mono text-xs">{left_out_parameters.join(', ')}</code>
        </p>
      )}
      <p className="text-xs text-muted">It was asked for at most 64 tokens an answer. Nothing of this was stored.</p>
    </div>
  );
}
