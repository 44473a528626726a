'use client';
import NextLink from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/** A link that fetches its page on hover. Fetching as soon as it is in view would request the page of every row in a list. */
export function Link({
  href,
  ...props
}: Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string }) {
  const router = useRouter();
  const prefetch = (): void => router.prefetch(href);
  return <NextLink href={href} prefetch={false} onPointerEnter={prefetch} onFocus={prefetch} {...props} />;
}
