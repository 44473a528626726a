'use client';
import { useState, type ReactNode } from 'react';

export interface DropAreaProps {
  isActive?: boolean;
  onFiles: (files: File[]) => void;
  /** `data-over:` styles it while something is held over it. */
  className: string;
  children: ReactNode;
}

/** Where files may be dropped from this machine. */
export function DropArea({ isActive = true, onFiles, className, children }: DropAreaProps) {
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      data-drop-area
      data-over={(isOver && isActive) || undefined}
      className={className}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        if (isActive) onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
    </div>
  );
}
