'use client';
import { Dialog } from '@/design/dialog.tsx';

export interface EnlargedImageProps {
  source: string;
  onClose: () => void;
}

export function EnlargedImage({ source, onClose }: EnlargedImageProps) {
  return (
    <Dialog title="Image" isOpen onOpenChange={onClose}>
      <img src={source} alt="Enlarged" className="mx-auto max-h-[60vh]" />
    </Dialog>
  );
}
