'use client';
import { clsx } from 'clsx';
import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, IconButton } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { formatCount } from '@/design/format.ts';
import { saveFile } from '@/design/save-file.ts';

/** A longer text is folded at first. */
const FOLDED_CHARS = 1_500;
const FOLDED_LINES = 12;

export interface LongTextProps {
  text: string;
  /** What the text is, for the screen reader. */
  label: string;
  /** The name of the file that a download makes. */
  name: string;
  /** What stands above the text, on the left of its buttons. */
  title?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** A text of any length: a long one is folded, and all of it can be copied and downloaded. `children` are shown in place of the text. */
export function LongText({ text, label, name, title, className, children }: LongTextProps) {
  const [isOpen, setIsOpen] = useState(false);
  const isLong = text.length > FOLDED_CHARS || text.split('\n', FOLDED_LINES + 1).length > FOLDED_LINES;
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">{title}</div>
        <CopyButton text={text} label={`Copy: ${label}`} />
        <IconButton label={`Download: ${label}`} size="sm" onClick={() => saveFile(name, text)}>
          <Download aria-hidden />
        </IconButton>
      </div>
      <pre
        tabIndex={0}
        aria-label={label}
        className={clsx(
          'overflow-auto wrap-anywhere whitespace-pre-wrap',
          isLong && !isOpen ? 'max-h-40' : 'max-h-[70vh]',
          className,
        )}
      >
        {children ?? text}
      </pre>
      {isLong && (
        <Button look="quiet" size="sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} className="mt-1">
          {isOpen ? 'Show less' : `Show all ${formatCount(text.length)} characters`}
        </Button>
      )}
    </div>
  );
}
