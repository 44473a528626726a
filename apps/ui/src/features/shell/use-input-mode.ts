'use client';
import { useEffect } from 'react';

/** Marks the document while a person uses a pointer, so that what was clicked shows no ring; the next key shows it again. */
export function useInputMode(): void {
  useEffect(() => {
    const set = (isPointer: boolean) => (): void => {
      document.documentElement.toggleAttribute('data-pointer', isPointer);
    };
    const [onPointer, onKey] = [set(true), set(false)];
    document.addEventListener('pointerdown', onPointer, true);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer, true);
      document.removeEventListener('keydown', onKey, true);
    };
  }, []);
}
