'use client';
import { Dialog } from '@/design/dialog.tsx';
import { Sidebar } from './sidebar.tsx';

export interface NavigationDialogProps {
  onOpenPalette: () => void;
  onClose: () => void;
}

/** The navigation of a narrow screen. */
export function NavigationDialog({ onOpenPalette, onClose }: NavigationDialogProps) {
  return (
    <Dialog title="Navigation" isTitleHidden side="left" isOpen onOpenChange={onClose}>
      <Sidebar onNavigate={onClose} onOpenPalette={onOpenPalette} />
    </Dialog>
  );
}
