'use client';
import { useTheme } from 'next-themes';
import { useSyncExternalStore, type CSSProperties } from 'react';
import { Toaster } from 'sonner';

/** The width is the sidebar's without its edges. React's type of styles knows no custom properties. */
const STYLE = { fontFamily: 'inherit', '--width': '13.5rem' } as CSSProperties;
const PHONE = '(max-width: 767px)';

/**
 * Short messages about what just happened. They stand where no page has a control: in the free part of the sidebar, or over the
 * name of the product on a phone.
 */
export function Toasts() {
  const { resolvedTheme } = useTheme();
  const isPhone = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
  return (
    <Toaster
      position={isPhone ? 'top-center' : 'bottom-left'}
      offset={{ bottom: '12rem', left: '0.75rem' }}
      mobileOffset={{ top: '0.25rem', left: '3.25rem', right: '0.5rem' }}
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      style={STYLE}
      closeButton
    />
  );
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(PHONE);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
