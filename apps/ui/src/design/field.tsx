'use client';
import { omitUndefined } from '@everruns/kernel';
import { clsx } from 'clsx';
import { useId, type ComponentProps, type ReactNode } from 'react';

const CONTROL =
  'w-full rounded-md border border-line-strong/60 bg-surface text-sm text-fg placeholder:text-faint focus-visible:outline-offset-0 disabled:opacity-60';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is visible only to the screen reader. */
  isLabelHidden?: boolean;
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A label, a control, and a hint or an error about it. */
export function Field({ label, hint, error, isLabelHidden = false, children }: FieldProps) {
  const id = useId();
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className={clsx('block text-sm font-medium', isLabelHidden && 'sr-only')}>
        {label}
      </label>
      {children({
        id,
        ...(hasNote && { 'aria-describedby': `${id}-note` }),
        ...(error !== undefined && { 'aria-invalid': true as const }),
      })}
      {hasNote && (
        <p id={`${id}-note`} className={clsx('text-xs', error === undefined ? 'text-muted' : 'text-danger')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={clsx(CONTROL, 'h-9 px-3', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={clsx(CONTROL, 'min-h-24 px-3 py-2 leading-relaxed', className)} {...props} />;
}

export interface SelectProps extends ComponentProps<'select'> {
  /** `bare`: it has no frame, because it stands in a row of other controls. */
  look?: 'field' | 'bare';
}

/** The list of choices of every page. It is the browser's own, so keys, touch and screen readers do what they always do; `globals.css` draws it. */
export function Select({ className, look = 'field', ...props }: SelectProps) {
  const frame = look === 'field' ? clsx(CONTROL, 'h-9 px-2') : 'max-w-44 min-w-0 truncate bg-transparent text-fg';
  return <select className={clsx(frame, className)} {...props} />;
}

/** A label and its input, for forms with only two or three fields. */
export function TextField(field: ComponentProps<'input'> & Omit<FieldProps, 'children'>) {
  const { label, hint, error, isLabelHidden = false, ...props } = field;
  return (
    <Field label={label} {...omitUndefined({ hint })} error={error} isLabelHidden={isLabelHidden}>
      {(control) => <Input {...control} {...props} />}
    </Field>
  );
}
