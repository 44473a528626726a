'use client';
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button, IconButton } from '@/design/button.tsx';
import { dismiss, readToasts, subscribe, type Toast } from '@/design/toast.ts';

const NONE: readonly Toast[] = [];

/**
 * Short messages about what just happened. They stand where no page has a control: in the free part of the sidebar, or over the
 * name of the product on a phone.
 */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, readToasts, () => NONE);
  return (
    <ol
      aria-label="Notifications"
      aria-live="polite"
      className="fixed bottom-44 left-3 z-50 w-54 space-y-2 max-md:top-1 max-md:right-2 max-md:bottom-auto max-md:left-14 max-md:w-auto"
    >
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} />
      ))}
    </ol>
  );
}

function ToastRow({ toast: { id, tone, text, action } }: { toast: Toast }) {
  const Icon = tone === 'success' ? CircleCheck : TriangleAlert;
  return (
    <li
      role={tone === 'error' ? 'alert' : undefined}
      className="flex animate-appear items-start gap-2 rounded-lg border border-line bg-surface p-2.5 text-xs shadow-lg"
    >
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone === 'success' ? 'text-added' : 'text-danger'}`} />
      <p className="min-w-0 flex-1 wrap-anywhere">{text}</p>
      {action !== undefined && (
        <Button
          size="sm"
          onClick={() => {
            dismiss(id);
            action.onClick();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" size="sm" className="!size-5" onClick={() => dismiss(id)}>
        <X />
      </IconButton>
    </li>
  );
}
