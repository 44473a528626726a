'use client';
import { useState, type ReactNode } from 'react';

export interface DropAreaProps {
  isActive?: boolean;
  onFiles: (files: File[]) => void;
  /** `data-over:` styles the area while a file is dragged over it. */
  className: string;
  children: ReactNode;
}

/** An area on which files from this machine may be dropped. */
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
