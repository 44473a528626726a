'use client';
import type { LlmModel } from '@everruns/sdk';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Dialog } from '@/design/dialog.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { ErrorNotice, readFieldErrors } from '@/design/error-notice.tsx';
import { TextField } from '@/design/field.tsx';
import { CompatFields, toCompat, type Compat } from './compat-fields.tsx';
import { useChange } from './use-change.ts';

const FIELDS = [
  {
    key: 'window',
    path: 'context_window_tokens',
    label: 'Context window',
    hint: 'Tokens that it reads and writes; longer conversations are summarized',
  },
  { key: 'output', path: 'max_output_tokens', label: 'Output limit', hint: 'Tokens of one answer' },
  { key: 'input', path: 'prices_per_million.input', label: 'Price of input', hint: 'US dollars for a million tokens' },
  {
    key: 'answer',
    path: 'prices_per_million.output',
    label: 'Price of output',
    hint: 'US dollars for a million tokens',
  },
  {
    key: 'cached',
    path: 'prices_per_million.cache_read',
    label: 'Price of cached input',
    hint: 'US dollars for a million tokens',
  },
] as const;

type Draft = Record<(typeof FIELDS)[number]['key'], string>;

export interface ModelLimitsDialogProps {
  model: LlmModel;
  onClose: () => void;
}

/** Edits the limits of a model by hand, because a local model has no catalog. The catalog fills the empty fields. */
export function ModelLimitsDialog({ model, onClose }: ModelLimitsDialogProps) {
  const { context_window_tokens, max_output_tokens, prices_per_million: prices, refused_parameters: refused } = model;
  const [compat, setCompat] = useState<Compat>(model.compat ?? {});
  const [forgets, setForgets] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    window: textOf(context_window_tokens),
    output: textOf(max_output_tokens),
    input: textOf(prices?.input),
    answer: textOf(prices?.output),
    cached: textOf(prices?.cache_read),
  });
  const save = useChange({
    stale: 'models',
    isSaidInForm: true,
    change: () => saveModel(model, { draft, compat, forgets }),
    onDone: onClose,
  });
  const errors = readFieldErrors(save.error);
  const isAtFields = errors.size > 0 && [...errors.keys()].every((path) => FIELDS.some((field) => field.path === path));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Dialog title={`Limits, prices and format of ${model.display_name}`} isOpen onOpenChange={onClose}>
      <form onSubmit={onSubmit} className="space-y-4">
        {FIELDS.map(({ key, path, label, hint }) => (
          <TextField
            key={key}
            label={label}
            hint={hint}
            inputMode="decimal"
            value={draft[key]}
            error={errors.get(path)}
            onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
          />
        ))}
        <CompatFields value={compat} onChange={setCompat} />
        {refused !== undefined && refused.length > 0 && (
          <label className="flex items-start gap-2 text-sm">
            <input type="checkbox" checked={forgets} onChange={({ target }) => setForgets(target.checked)} />
            <span>
              Send again what it refused: <code className="font-mono text-xs">{refused.join(', ')}</code>
            </span>
          </label>
        )}
        {save.isError && !isAtFields && <ErrorNotice error={save.error} />}
        <DialogActions submitLabel="Save" isDisabled={save.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface Given {
  draft: Draft;
  compat: Compat;
  /** Whether to send the switches again even if unchanged, which discards the recorded refusals of the model. */
  forgets: boolean;
}

function saveModel(model: LlmModel, { draft, compat, forgets }: Given): Promise<LlmModel> {
  const { id, prices_per_million: before } = model;
  const isChanged = forgets || JSON.stringify(compat) !== JSON.stringify(model.compat ?? {});
  const given = { input: numberOf(draft.input), output: numberOf(draft.answer), cache_read: numberOf(draft.cached) };
  const prices = Object.fromEntries(
    Object.entries({ ...before, ...given }).filter(([, price]) => typeof price === 'number'),
  );
  return everruns.call('patch', '/v1/llm-models/{model_id}', {
    path: { model_id: id },
    body: {
      context_window_tokens: numberOf(draft.window),
      max_output_tokens: numberOf(draft.output),
      prices_per_million: Object.keys(prices).length === 0 ? null : prices,
      ...(isChanged && { compat: toCompat(compat) }),
    },
  });
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function textOf(number: number | undefined): string {
  return number === undefined ? '' : String(number);
}
