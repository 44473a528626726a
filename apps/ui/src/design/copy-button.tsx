'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { toast } from '@/design/toast.ts';
import { Button, IconButton, type ButtonLook } from './button.tsx';

const SHOWN_MS = 1_500;

export interface CopyButtonProps extends ButtonLook {
  text: string | (() => string);
  label: string;
  children?: ReactNode;
}

/** Copies a text and confirms it. */
export function CopyButton({ text, label, children, ...look }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setIsCopied(true);
    } catch {
      toast.error('The browser does not let this page copy.');
    }
  };
  const icon = isCopied ? <Check aria-hidden /> : <Copy aria-hidden />;
  if (children === undefined) {
    return (
      <IconButton label={isCopied ? 'Copied' : label} size="sm" {...look} onClick={() => void copy()}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button size="sm" look="quiet" {...look} title={label} onClick={() => void copy()}>
      {icon}
      {children}
    </Button>
  );
}
