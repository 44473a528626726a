import { ChevronsDownUp, ChevronsUpDown, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '@/design/button.tsx';

const MAX_ZOOM = 64;

export interface WaterfallToolsProps {
  zoom: number;
  onZoom: (zoom: number) => void;
  /** Whether any row is open that can be closed. */
  hasOpen: boolean;
  onClose: () => void;
  onOpen: () => void;
}

export function WaterfallTools({ zoom, onZoom, hasOpen, onClose, onOpen }: WaterfallToolsProps) {
  return (
    <div className="flex shrink-0 items-center gap-1 py-1.5">
      {hasOpen ? (
        <IconButton size="sm" label="Close all rows" onClick={onClose}>
          <ChevronsDownUp aria-hidden />
        </IconButton>
      ) : (
        <IconButton size="sm" label="Open all rows" onClick={onOpen}>
          <ChevronsUpDown aria-hidden />
        </IconButton>
      )}
      <IconButton size="sm" label="Zoom out" disabled={zoom <= 1} onClick={() => onZoom(zoom / 2)}>
        <ZoomOut aria-hidden />
      </IconButton>
      <IconButton size="sm" label="Zoom in" disabled={zoom >= MAX_ZOOM} onClick={() => onZoom(zoom * 2)}>
        <ZoomIn aria-hidden />
      </IconButton>
    </div>
  );
}
