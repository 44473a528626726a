'use client';
import NextLink from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/** A link whose page is fetched when somebody points at it, not as soon as it is in view: a list would ask for every row's page. */
export function Link({
  href,
  ...props
}: Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string }) {
  const router = useRouter();
  const prefetch = (): void => router.prefetch(href);
  return <NextLink href={href} prefetch={false} onPointerEnter={prefetch} onFocus={prefetch} {...props} />;
}
