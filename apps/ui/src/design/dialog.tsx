'use client';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from './button.tsx';

export interface DialogProps {
  title: string;
  description?: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  side?: 'center' | 'left';
  isTitleHidden?: boolean;
  children: ReactNode;
}

const PLACES = {
  center:
    'top-[12vh] left-1/2 max-h-[76vh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 overflow-y-auto rounded-lg border border-line p-5',
  left: 'inset-y-0 left-0 w-72 overflow-y-auto border-r border-line p-3',
};

/** Takes the focus, keeps it while it is open, and returns it to where it was. */
export function Dialog({ isOpen, onOpenChange, ...layer }: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Layer {...layer} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function Layer({
  title,
  description,
  side = 'center',
  isTitleHidden = false,
  children,
}: Omit<DialogProps, 'isOpen' | 'onOpenChange'>) {
  const hold = useFocusHold();
  const guard = useTypedGuard();
  return (
    <>
      <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
      <Radix.Content
        {...(description === undefined && { 'aria-describedby': undefined })}
        {...hold}
        {...guard}
        className={clsx('animate-appear fixed z-50 bg-surface text-fg shadow-xl', PLACES[side])}
      >
        <div className={clsx('flex items-start justify-between gap-4', !isTitleHidden && 'mb-4')}>
          <div className={clsx(isTitleHidden && 'sr-only')}>
            <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
            {description !== undefined && (
              <Radix.Description className="text-sm text-muted">{description}</Radix.Description>
            )}
          </div>
          {!isTitleHidden && (
            <Radix.Close asChild>
              <IconButton label="Close" size="sm">
                <X />
              </IconButton>
            </Radix.Close>
          )}
        </div>
        {children}
      </Radix.Content>
    </>
  );
}

/** A click beside the dialog does not close it once somebody has filled in a part of its form. The keyboard and its buttons do. */
function useTypedGuard() {
  const isTyped = useRef(false);
  return {
    onInput: ({ target }: { target: EventTarget }) => {
      if (target instanceof Element && target.closest('form') !== null) isTyped.current = true;
    },
    onInteractOutside: (event: Event) => {
      if (isTyped.current) event.preventDefault();
    },
  };
}

/**
 * Returns the focus to the element that had it before the dialog. Until then the page behind is neither reachable nor read
 * aloud.
 */
function useFocusHold() {
  const content = useRef<HTMLDivElement>(null);
  // This is read during the first render, because a field of the dialog may take the focus before the dialog itself does.
  const [focused] = useState(() => document.activeElement);
  const listBehind = (): Element[] => [...document.body.children].filter((one) => !one.contains(content.current));
  return {
    ref: content,
    onOpenAutoFocus: () => listBehind().forEach((one) => one.toggleAttribute('inert', true)),
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      for (const one of document.body.children) one.removeAttribute('inert');
      if (focused instanceof HTMLElement) focused.focus();
    },
  };
}
